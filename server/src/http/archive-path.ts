import path from 'node:path';
import { parseArchiveName } from '../archive/archive-name';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import type { Site } from '../site';

/**
 * Where the archive of a backup is. The name comes from the catalog, and still has to be one that
 * the plugin itself would give: a row that somebody has changed must not lead out of the folder.
 *
 * @returns an absolute path; the file may be missing
 * @throws BackupError BACKUP_NOT_USABLE
 */
export function archivePath(site: Site, backup: Backup): string {
  const { fileName, status } = backup;
  if (status !== 'completed' || fileName === null || parseArchiveName(fileName) === null) {
    throw new BackupError(
      'BACKUP_NOT_USABLE',
      'This backup is not complete, so there is no archive to read.',
    );
  }
  return path.join(site.folder().root, fileName);
}
