import type { DatabaseConnection } from '../connection';
import type { DatabaseCheck } from '../database-check';
import type { SqliteSettings } from '../settings';

export async function checkSqliteSite(
  { filename, wal }: SqliteSettings,
  site: DatabaseConnection,
): Promise<DatabaseCheck[]> {
  const [version] = await site.all('SELECT sqlite_version() AS version');
  const [mode] = await site.all('PRAGMA journal_mode');
  const checks: DatabaseCheck[] = [
    {
      code: 'DATABASE_LOGIN',
      level: 'green',
      message: `SQLite ${String(version?.version)} at ${filename}.`,
      remedy: null,
    },
  ];
  const isWal = mode?.journal_mode === 'wal';
  checks.push(
    isWal
      ? {
          code: 'DATABASE_WAL',
          level: 'green',
          message: 'Write-ahead logging is on: a backup reads while the site writes.',
          remedy: null,
        }
      : {
          code: 'DATABASE_WAL',
          level: 'amber',
          message:
            'Write-ahead logging is off: the site cannot write while its database is copied.',
          remedy: wal
            ? 'It cannot be used on a network file system. Put the database on a local disk.'
            : 'Set database.sqliteWal to true in config/plugins.',
        },
  );
  return checks;
}
