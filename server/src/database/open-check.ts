import type { DatabaseEngine, Staging } from './engine';
import { MysqlCheck } from './mysql/mysql-check';
import { SQLITE_ENTRY } from './sqlite/dump-sqlite';

/**
 * What checks the database of an archive without loading it into the live server: by what the archive
 * has in it, not by what the site runs on, since an archive of another site may be among the backups.
 *
 * @param entry name of its first database entry
 * @param scratch a private folder
 * @param minFreeDisk bytes that stay free there
 * @returns null for an SQLite file where the site has no SQLite to open it with
 */
export function openCheck(
  engine: DatabaseEngine,
  entry: string,
  { scratch, minFreeDisk }: { readonly scratch: string; readonly minFreeDisk: number },
): Staging | null {
  if (entry !== SQLITE_ENTRY) return new MysqlCheck();
  return engine.check(scratch, minFreeDisk);
}
