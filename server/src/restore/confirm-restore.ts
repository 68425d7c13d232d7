import type { RestoreRecord } from '../catalog/restore-records';
import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';
import { pausePoint } from '../pause-points';
import type { Site } from '../site';
import { discardKept } from './kept-state';

/**
 * Lets go of what a restore replaced, because its owner is content.
 *
 * @throws BackupError NOT_UNDOABLE, JOB_RUNNING
 */
export async function confirmRestore(
  site: Site,
  runner: JobRunner,
  restore: RestoreRecord,
): Promise<void> {
  const { kept } = restore;
  if (kept === null) {
    throw new BackupError('NOT_UNDOABLE', 'The data from before this restore are no longer kept.');
  }
  await runner.holding(
    { kind: 'delete', recordId: restore.id, name: restore.backupName },
    async (job) => {
      try {
        // The record first: a crash in between leaves a folder that nobody names, and recovery removes.
        await site.restores.updateHolding(job.lease, restore.id, {
          kept: null,
          keptUntil: null,
          confirmedAt: new Date().toISOString(),
        });
        pausePoint('confirm.recorded');
        await discardKept(site, kept);
        pausePoint('confirm.discarded');
      } catch (error) {
        site.recovery.ask();
        throw error;
      }
    },
  );
}
