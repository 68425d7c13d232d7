import type { JobKind } from '../contracts/steps';
import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';

/**
 * Stops the running job of a record.
 *
 * @param kinds what may be stopped here
 * @throws BackupError NOT_CANCELLABLE when no such job runs here, or it is past the point of no return
 */
export async function cancelJob(
  runner: JobRunner,
  recordId: string,
  kinds: readonly JobKind[],
): Promise<void> {
  const job = runner.current;
  if (job?.recordId === recordId && kinds.includes(job.kind)) {
    job.cancel();
    return;
  }
  const elsewhere = job === null && (await runner.describeCurrent())?.recordId === recordId;
  throw new BackupError(
    'NOT_CANCELLABLE',
    elsewhere
      ? 'The job runs in another instance of this site, or is about to end. Cancel it there.'
      : 'Nothing is running here that could be cancelled. It may have ended already; refresh the list.',
  );
}
