import type { DatabaseEngine } from './engine';
import { MysqlEngine } from './mysql/mysql-engine';
import type { DatabaseSettings } from './settings';
import { SqliteEngine } from './sqlite/sqlite-engine';

/** The engine for a site's kind of database. It opens connections when it needs them. */
export function openEngine(settings: DatabaseSettings): DatabaseEngine {
  return settings.client === 'mysql' ? new MysqlEngine(settings) : new SqliteEngine(settings);
}
