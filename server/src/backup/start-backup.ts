import path from 'node:path';
import type { Backup } from '../contracts/backups';
import { jobPercent } from '../contracts/steps';
import { deleteArchive, liftTombstone } from '../storage/delete-archive';
import { removeLargeData } from '../remove-data';
import type { Job } from '../jobs/job';
import type { JobRunner, StartedJob } from '../jobs/job-runner';
import type { Site } from '../site';
import { archiveName } from '../archive/archive-name';
import { failBackup } from './finish-backup';
import { newBackup, type BackupRequest } from './new-backup';
import { runBackup } from './run-backup';

/**
 * Starts a backup in the background.
 *
 * @param begin done first, holding the lease; what it throws keeps the backup from being made
 * @returns its record, as it is at the start
 * @throws BackupError JOB_RUNNING, FOLDER_SERVED, COMPRESSION_UNAVAILABLE
 */
export async function startBackup(
  site: Site,
  runner: JobRunner,
  request: BackupRequest,
  begin: (job: Job) => Promise<void> = () => Promise.resolve(),
): Promise<{ record: Backup; started: StartedJob }> {
  const record = newBackup(request, site.settings);
  const started = await runner.start(
    { kind: 'backup', recordId: record.id, name: record.name },
    async (job) => {
      await begin(job);
      await site.backups.insert(record);
    },
    (job) => backUp(site, job, record),
  );
  return { record, started };
}

async function backUp(site: Site, job: Job, record: Backup): Promise<void> {
  job.onProgress = async (progress) => {
    await site.backups.updateHolding(job.lease, record.id, {
      step: progress.step,
      progress: progress.percent,
      bytesDone: progress.bytesDone,
      bytesTotal: progress.bytesTotal,
    });
  };
  try {
    await runBackup(site, job, record, {
      enter: (step) => {
        job.enter(step);
      },
      report: (progress) => {
        job.report(progress);
      },
    });
  } catch (error) {
    await abandonBackup(site, job, record, error);
  }
}

/** Leaves nothing behind of a backup that failed or was cancelled, but its record and log. */
export async function abandonBackup(
  site: Site,
  job: Job,
  record: Backup,
  error: unknown,
): Promise<void> {
  job.note('error', error instanceof Error ? error.message : String(error));
  // The worker may be about to publish; only when it is gone is what we see final.
  await job.stopWorker();
  await job.settle();
  // Who took over has already decided what becomes of the archive.
  if (!(await job.stillHolds())) return;
  try {
    await removeRemains(site, record);
  } catch (cause) {
    job.note('warn', `What there was of the archive is removed later: ${String(cause)}`);
    site.recovery.ask();
  }
  await failBackup(site, job.lease, record, error);
}

export async function removeRemains(site: Site, record: Backup): Promise<void> {
  const { root } = site.folder();
  const fileName = archiveName(record);
  await removeLargeData(path.join(root, `${fileName}.partial`));
  await deleteArchive(root, fileName);
  liftTombstone(root, fileName);
}

/** How far a backup that is one step of something larger is, 0 to 1. */
export function backupFraction(
  step: Parameters<typeof jobPercent>[1],
  progress: { done: number; total: number },
): number {
  const fraction = progress.total > 0 ? progress.done / progress.total : 0;
  return jobPercent('backup', step, fraction) / 100;
}
