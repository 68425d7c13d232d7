import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Backup } from '../contracts/backups';
import { parseArchiveName } from '../archive/archive-name';
import { BackupError } from '../errors';
import type { Site } from '../site';
import { hasCopy } from './copy-state';
import { exists, openSecondFolder } from './second-folder';
import { withinReach } from './within-reach';

/**
 * Where the archive of a backup can be read: in the backup folder, else its copy. The name comes from the catalog,
 * and still has to be one that the plugin itself would give: a row that somebody has changed must not lead out
 * of the folder.
 *
 * @returns an absolute path
 * @throws BackupError BACKUP_NOT_USABLE, ARCHIVE_MISSING
 */
export async function findArchive(site: Site, backup: Backup): Promise<string> {
  const { fileName, status } = backup;
  if (status !== 'completed' || fileName === null || parseArchiveName(fileName) === null) {
    throw new BackupError(
      'BACKUP_NOT_USABLE',
      'This backup is not complete, so there is no archive to read.',
    );
  }
  const own = path.join(site.folder().root, fileName);
  if (existsSync(own)) return own;
  const copy = hasCopy(backup) ? await findCopy(site, fileName) : null;
  if (copy !== null) return copy;
  throw new BackupError(
    'ARCHIVE_MISSING',
    'The archive is not in the backup folder any more. If you moved it, put it back and rescan.',
  );
}

/** The backup folder is what people look at first: its error counts, and not that of the copy. */
async function findCopy(site: Site, fileName: string): Promise<string | null> {
  try {
    const second = await openSecondFolder(site);
    if (second === null) return null;
    const copy = path.join(second, fileName);
    return (await withinReach(() => exists(copy))) ? copy : null;
  } catch {
    return null;
  }
}
