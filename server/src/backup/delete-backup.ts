import type { Backup } from '../contracts/backups';
import { deleteCopy } from '../copies/delete-copy';
import { DELETE_STEPS } from '../contracts/steps';
import { BackupError } from '../errors';
import type { Job } from '../jobs/job';
import { removeLog } from '../jobs/job-log';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { deleteArchive, liftTombstone } from '../storage/delete-archive';

/**
 * Deletes an archive and its record, holding the lease: nobody restores, verifies or downloads a
 * backup by the same job meanwhile.
 *
 * @param force also the last good backup
 * @throws BackupError LAST_GOOD_BACKUP, JOB_RUNNING
 */
export async function deleteBackup(
  site: Site,
  runner: JobRunner,
  backup: Backup,
  force: boolean,
): Promise<void> {
  await refuseLastGood(site, backup, force);
  await runner.holding({ kind: 'delete', recordId: backup.id, name: backup.name }, async (job) => {
    job.enter(DELETE_STEPS[0].name);
    await removeBackup(site, backup);
  });
}

/** Archive first, then the record, then the tombstone. The caller holds the lease. */
export async function removeBackup(site: Site, backup: Backup): Promise<void> {
  const { root, logs } = site.folder();
  try {
    // First, since its disk may be away: then nothing has happened yet.
    await deleteCopy(site, backup);
    if (backup.fileName !== null) await deleteArchive(root, backup.fileName);
    await site.backups.delete(backup.id);
    removeLog(logs, backup.id);
    if (backup.fileName !== null) liftTombstone(root, backup.fileName);
  } catch (error) {
    // What has begun is finished by recovery.
    site.recovery.ask();
    throw error;
  }
  site.emit('backup.deleted', { id: backup.id, name: backup.name });
}

/** Deletes the archive, and keeps the record for its copy in the second folder. The caller holds the lease. */
export async function removeLocalArchive(site: Site, job: Job, backup: Backup): Promise<void> {
  const { fileName } = backup;
  if (fileName === null) return;
  const { root } = site.folder();
  const others = backup.copies.filter(({ storage }) => storage !== 'local');
  await site.backups.updateHolding(job.lease, backup.id, {
    copies: [{ storage: 'local', key: fileName, status: 'removed' }, ...others],
  });
  try {
    await deleteArchive(root, fileName);
    liftTombstone(root, fileName);
  } catch (error) {
    site.recovery.ask();
    throw error;
  }
}

/** The newest verified backup of the database, and of the media, is what a bad day depends on. */
async function refuseLastGood(site: Site, backup: Backup, force: boolean): Promise<void> {
  if (force || backup.status !== 'completed' || backup.verification !== 'verified') return;
  const parts: Backup['type'][] = backup.type === 'full' ? ['database', 'media'] : [backup.type];
  for (const part of parts) {
    const others = await site.backups.count({
      sql: `document_id <> ? AND status = 'completed' AND verification = 'verified' AND type IN (?, 'full')`,
      params: [backup.id, part],
    });
    if (others === 0) {
      throw new BackupError(
        'LAST_GOOD_BACKUP',
        `This is the last verified backup of the ${part}. Make another one first, or confirm by its name that it may go.`,
      );
    }
  }
}
