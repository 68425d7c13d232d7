import type { Backup } from '../contracts/backups';
import { DELETE_STEPS } from '../contracts/steps';
import { BackupError } from '../errors';
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
  const failures: unknown[] = [];
  const { ended } = await runner.start(
    { kind: 'delete', recordId: backup.id, name: backup.name },
    () => Promise.resolve(),
    async (job) => {
      try {
        job.enter(DELETE_STEPS[0].name);
        if (backup.fileName !== null) await deleteArchive(site.folder().root, backup.fileName);
        await site.backups.delete(backup.id);
        removeLog(site.folder().logs, backup.id);
        if (backup.fileName !== null) liftTombstone(site.folder().root, backup.fileName);
      } catch (error) {
        site.recovery.ask();
        failures.push(error);
      }
    },
  );
  await ended;
  for (const failure of failures) throw failure;
  site.emit('backup.deleted', { id: backup.id, name: backup.name });
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
