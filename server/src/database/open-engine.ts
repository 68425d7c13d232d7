import type { DatabaseEngine } from './engine';
import type { DatabaseSettings } from './settings';
import { SqliteEngine } from './sqlite/sqlite-engine';

/** The engine for a site's kind of database. It opens connections when it needs them. */
export function openEngine(settings: DatabaseSettings): DatabaseEngine {
  return new SqliteEngine(settings);
}
