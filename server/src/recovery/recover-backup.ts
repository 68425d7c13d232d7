import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseSidecar, type Sidecar } from '../archive/sidecar';
import { sidecarFacts } from '../catalog/archived-backup';
import { failBackup, finishBackup } from '../backup/finish-backup';
import { removeRemains } from '../backup/start-backup';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import type { Lease } from '../lease/lease';
import type { Site } from '../site';
import { isEntombed } from '../storage/delete-archive';

/**
 * The sidecar is the commit point of a backup: with it the archive is complete and becomes a
 * backup, not yet verified; without it everything goes.
 */
export async function recoverBackup(site: Site, lease: Lease, backup: Backup): Promise<void> {
  const sidecar = readSidecar(site, backup);
  if (sidecar !== null && backup.fileName !== null) {
    await finishBackup(site, lease, backup, sidecarFacts(sidecar, backup.fileName));
    return;
  }
  await removeRemains(site, backup);
  if (backup.origin === 'upload') {
    // The archive gets its place last: what was uploaded is still there, and is taken in once more.
    await site.backups.delete(backup.id);
    return;
  }
  await failBackup(
    site,
    lease,
    backup,
    new BackupError(
      'INTERRUPTED',
      'The server stopped while the backup was being made. Make a new one.',
    ),
  );
}

function readSidecar(site: Site, backup: Backup): Sidecar | null {
  if (backup.fileName === null) return null;
  const { root } = site.folder();
  const archive = path.join(root, path.basename(backup.fileName));
  const file = `${archive}.manifest.json`;
  if (!existsSync(file) || !existsSync(archive)) return null;
  if (isEntombed(root, backup.fileName)) return null;
  try {
    const sidecar = parseSidecar(readFileSync(file));
    const same =
      sidecar.archive.size === statSync(archive).size && sidecar.manifest.id === backup.id;
    return same ? sidecar : null;
  } catch {
    // A damaged sidecar completes nothing.
    return null;
  }
}
