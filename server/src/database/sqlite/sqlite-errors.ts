import { errorCode } from '../../error-code';
import { BackupError } from '../../errors';

/** Turns SQLite's own errors into ours; others pass as they are. */
export function sqliteError(error: unknown): unknown {
  if (error instanceof BackupError) return error;
  const code = errorCode(error);
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR')) {
    return new BackupError(
      'DISK_FULL',
      'The copy of the database could not be written. Make room on the disk of the backup folder and try again.',
      { cause: error },
    );
  }
  if (isBusy(error)) return lockedError(error);
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return new BackupError(
      'DATABASE_CORRUPT',
      'The database of the site is damaged; SQLite cannot read it. Restore a verified backup.',
      { cause: error },
    );
  }
  return error;
}

/** Whether an error says that somebody else holds the database's lock. */
export function isBusy(error: unknown): boolean {
  const code = errorCode(error);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

export function lockedError(cause: unknown): BackupError {
  return new BackupError(
    'DATABASE_LOCKED',
    'The database stayed locked by another program. Try again when it is done.',
    { cause },
  );
}
