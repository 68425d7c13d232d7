import type { DatabaseConnection } from './connection';
import { MysqlConnection } from './mysql/mysql-connection';
import type { DatabaseSettings } from './settings';
import { SqliteConnection } from './sqlite/sqlite-connection';

/**
 * Opens the plugin's own connection to the site's database.
 *
 * @param patienceMs how long a statement waits for a lock before DATABASE_LOCKED
 */
export function openConnection(
  settings: DatabaseSettings,
  patienceMs?: number,
): Promise<DatabaseConnection> {
  return Promise.resolve(
    settings.client === 'mysql'
      ? new MysqlConnection(settings, patienceMs)
      : new SqliteConnection(settings, patienceMs),
  );
}
