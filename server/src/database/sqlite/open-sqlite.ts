import type BetterSqlite3 from 'better-sqlite3';
import { createRequire } from 'node:module';
import { BackupError } from '../../errors';
import type { SqliteSettings } from '../settings';

export type SqliteHandle = BetterSqlite3.Database;

interface OpenOptions {
  readonly readonly?: boolean;
  readonly mustExist?: boolean;
  /** How long a statement waits for a lock, blocking the thread: 0 in Strapi's process. */
  readonly busyMs?: number;
}

/**
 * Opens an SQLite file with the application's own driver, so that the plugin adds no second copy of
 * SQLite to the process (two copies in one process lose each other's POSIX locks).
 *
 * @throws BackupError DATABASE_UNREACHABLE
 */
export function openSqlite(
  settings: Pick<SqliteSettings, 'driver'>,
  filename: string,
  options: OpenOptions = {},
): SqliteHandle {
  const load = createRequire(settings.driver);
  try {
    const Driver = load(settings.driver) as typeof BetterSqlite3;
    return new Driver(filename, {
      readonly: options.readonly ?? false,
      fileMustExist: options.mustExist ?? true,
      timeout: options.busyMs ?? 10_000,
    });
  } catch (error) {
    throw new BackupError(
      'DATABASE_UNREACHABLE',
      'The SQLite database cannot be opened. Check that its file exists and that Strapi may read and write it.',
      { cause: error },
    );
  }
}
