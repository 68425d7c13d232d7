import type { RestoreRecord } from '../catalog/restore-records';
import type { Job } from '../jobs/job';
import type { JobRunner, StartedJob } from '../jobs/job-runner';
import type { Site } from '../site';
import { databaseChoices, newRestore, newStatusToken, type RestoreRequest } from './new-restore';
import { runRestore } from './run-restore';
import { runUndo, type UndoRequest } from './run-undo';
import { settleRestore } from './settle-restore';

export interface StartedRestore {
  readonly record: RestoreRecord;
  /** For the status route; shown this once. */
  readonly statusToken: string;
  readonly started: StartedJob;
}

/**
 * Starts a restore in the background.
 *
 * @throws BackupError JOB_RUNNING, BACKUP_NOT_USABLE, INVALID_INPUT
 */
export async function startRestore(
  site: Site,
  runner: JobRunner,
  request: RestoreRequest,
): Promise<StartedRestore> {
  const { token, hash } = newStatusToken();
  const record: RestoreRecord = { ...newRestore(request), statusTokenHash: hash };
  const safetyBackup =
    record.mode === 'preserve' || (request.safetyBackup ?? site.settings.safetyBackup);
  const started = await runner.start(
    { kind: 'restore', recordId: record.id, name: record.backupName },
    () => site.restores.insert(record),
    async (job) => {
      persistProgress(site, job, record);
      await settled(site, job, record, () =>
        runRestore(site, job, record, request.backup, {
          safetyBackup,
          choices: databaseChoices(request),
        }),
      );
    },
  );
  restartAfter(site, started, record);
  return { record, statusToken: token, started };
}

/**
 * Starts bringing back what a restore replaced.
 *
 * @throws BackupError JOB_RUNNING, NOT_UNDOABLE
 */
export async function startUndo(
  site: Site,
  runner: JobRunner,
  request: UndoRequest,
): Promise<StartedRestore> {
  const { token, hash } = newStatusToken();
  const record: RestoreRecord = { ...request.restore, statusTokenHash: hash, error: null };
  const started = await runner.start(
    { kind: 'undo', recordId: record.id, name: record.backupName },
    async () => {
      // The step tells a recovery that an undo had begun, also before there is a journal.
      await site.restores.update(record.id, { statusTokenHash: hash, error: null, step: 'plan' });
    },
    async (job) => {
      persistProgress(site, job, record);
      await settled(site, job, record, () => runUndo(site, job, request));
    },
  );
  restartAfter(site, started, record);
  return { record, statusToken: token, started };
}

/** The setting *restart after restore*: only when the data changed, and when the lease is free. */
function restartAfter(site: Site, started: StartedJob, record: RestoreRecord): void {
  if (!site.settings.restartAfterRestore) return;
  started.ended
    .then(async () => {
      const ended = await site.restores.get(record.id);
      if (ended?.status === 'completed' && ended.error === null) site.restart();
    })
    .catch((error: unknown) => {
      site.warn('The site could not be restarted after the restore.', error);
    });
}

function persistProgress(site: Site, job: Job, record: RestoreRecord): void {
  job.onProgress = async (progress) => {
    await site.restores.updateHolding(job.lease, record.id, {
      step: progress.step,
      progress: record.status === 'completed' ? 100 : progress.percent,
    });
  };
}

async function settled(
  site: Site,
  job: Job,
  record: RestoreRecord,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    await settleRestore(site, job, record, error);
  }
}
