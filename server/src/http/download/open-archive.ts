import { open, type FileHandle } from 'node:fs/promises';
import type { Backup } from '../../contracts/backups';
import { findArchive } from '../../copies/find-archive';
import { BackupError } from '../../errors';
import type { Site } from '../../site';

/** An archive that is about to be sent; what is opened stays the same even if it is deleted now. */
export interface OpenArchive {
  readonly handle: FileHandle;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits; null when the catalog does not know. */
  readonly sha256: string | null;
  readonly fileName: string;
  close(): Promise<void>;
  /** Closes the archive when the act fails, and only then. */
  orClose(act: () => Promise<void>): Promise<void>;
}

/**
 * @throws BackupError BACKUP_NOT_USABLE, ARCHIVE_MISSING, STORAGE_UNREACHABLE, and ARCHIVE_TRUNCATED
 *   for an archive of another size than the one that was made: it must not pass for that one
 */
export async function openArchive(site: Site, backup: Backup): Promise<OpenArchive> {
  const file = await findArchive(site, backup);
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw openError(cause);
  });
  const close = () => handle.close();
  const orClose: OpenArchive['orClose'] = async (act) => {
    try {
      await act();
    } catch (error) {
      await close();
      throw error;
    }
  };
  const { size } = await handle.stat();
  if (backup.size !== null && size !== backup.size) {
    await close();
    throw new BackupError(
      'ARCHIVE_TRUNCATED',
      'The archive has another size than when it was made. Verify this backup, and take another one.',
    );
  }
  return { handle, size, sha256: backup.sha256, fileName: backup.fileName ?? '', close, orClose };
}

function openError(cause: unknown): BackupError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return missing
    ? new BackupError(
        'ARCHIVE_MISSING',
        'The archive is not in the backup folder any more. If you moved it, put it back and rescan.',
        { cause },
      )
    : new BackupError(
        'STORAGE_UNREACHABLE',
        'The archive cannot be read. Check the disk of the backup folder and its permissions.',
        { cause },
      );
}
