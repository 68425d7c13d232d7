import { asDiskError } from '../archive/disk-error';
import { duration } from '../backup/finish-backup';
import type { RestoreRecord } from '../catalog/restore-records';
import { BackupError } from '../errors';
import type { Job } from '../jobs/job';
import type { Lease } from '../lease/lease';
import type { Site } from '../site';
import { withCommittedSwap } from './committed-swap';
import { readActiveJournal } from './journal';
import { rollBack } from './roll-back';
import { rollForward } from './roll-forward';

/**
 * After an error in a restore or undo: back or forward, as the journal says. What the error was makes
 * no difference to that; the commit point alone decides.
 */
export async function settleRestore(
  site: Site,
  job: Job,
  record: RestoreRecord,
  error: unknown,
): Promise<void> {
  job.note('error', error instanceof Error ? error.message : String(error));
  await job.stopWorker();
  await job.settle();
  // Who took over settles it.
  if (!(await job.stillHolds())) {
    await site.gate.forget();
    return;
  }
  const written = await readActiveJournal(site.connection);
  if (written?.restoreId === record.id) {
    const journal = await withCommittedSwap(site, job.lease, written);
    if (journal.state === 'swapped') {
      job.note('warn', 'The new data are in place; finishing what is left.');
      await rollForward(site, job.lease, journal.id, null);
      return;
    }
    await rollBack(site, job.lease, journal);
    job.note('info', 'Nothing was changed: the site is as it was.');
  }
  await failRestore(site, job.lease, record, error);
}

/** Makes the record of a restore that changed nothing final. An undo that failed leaves it as it was. */
export async function failRestore(
  site: Site,
  lease: Lease,
  record: RestoreRecord,
  thrown: unknown,
): Promise<void> {
  const error = asDiskError(thrown);
  const failure =
    error instanceof BackupError
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL', message: 'Something unexpected went wrong. The log has the details.' };
  site.emit('restore.failed', { id: record.id, name: record.backupName });
  if (record.status === 'completed') {
    await site.restores.updateHolding(lease, record.id, { error: failure, step: null });
    return;
  }
  const finishedAt = new Date().toISOString();
  await site.restores.updateHolding(lease, record.id, {
    status: failure.code === 'CANCELLED' ? 'cancelled' : 'failed',
    step: null,
    error: failure,
    finishedAt,
    durationMs: duration(record, finishedAt),
  });
}
