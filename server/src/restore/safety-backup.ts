import { abandonBackup, backupFraction } from '../backup/start-backup';
import { newBackup } from '../backup/new-backup';
import { runBackup } from '../backup/run-backup';
import type { RestoreRecord } from '../catalog/restore-records';
import type { Backup } from '../contracts/backups';
import type { BackupStep } from '../contracts/steps';
import type { Job } from '../jobs/job';
import type { Site } from '../site';

/**
 * The archive of what is about to be replaced. It belongs to the same job, and to its step `safety`.
 *
 * @throws BackupError; without it the restore does not go on
 */
export async function makeSafetyBackup(
  site: Site,
  job: Job,
  restore: RestoreRecord,
  name: string,
): Promise<Backup> {
  const backup = newBackup(
    {
      name: name.slice(0, 120),
      type: typeOf(restore.components),
      origin: 'safety',
      // It is all there is of what is replaced, and *preserve* begins with it.
      excludeLogs: false,
      actor: restore.actor,
    },
    site.settings,
  );
  await site.backups.insert(backup);
  await site.restores.updateHolding(job.lease, restore.id, { safetyBackupId: backup.id });
  let step: BackupStep = 'plan';
  try {
    return await runBackup(site, job, backup, {
      enter: (next) => {
        step = next;
        job.note('info', `Safety backup: ${next}`);
      },
      report: (progress) => {
        const item = `${step}${progress.item === undefined ? '' : `: ${progress.item}`}`;
        job.report({ ...progress, item, share: backupFraction(step, progress) });
      },
    });
  } catch (error) {
    await abandonBackup(site, job, backup, error);
    throw error;
  }
}

function typeOf(components: RestoreRecord['components']): 'full' | 'database' | 'media' {
  return components.length === 2 ? 'full' : (components[0] ?? 'full');
}
