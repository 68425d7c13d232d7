import type { DatabaseConnection } from './connection';
import type { DatabaseCheck } from './database-check';
import { checkServer } from './mysql/check-server';
import type { DatabaseSettings } from './settings';
import { checkSqliteSite } from './sqlite/check-sqlite-site';

/**
 * Whether backups and restores can work with a database by these settings. Reads only.
 *
 * @param site the plugin's own connection, to see that it is the same database
 */
export function checkDatabase(
  settings: DatabaseSettings,
  site: DatabaseConnection,
): Promise<DatabaseCheck[]> {
  return settings.client === 'mysql'
    ? checkServer(settings, site)
    : checkSqliteSite(settings, site);
}
