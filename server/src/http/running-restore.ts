import type { RestoreRecord } from '../catalog/restore-records';
import type { Job } from '../jobs/job';

interface RunningRestore {
  readonly tokenHash: string | null;
  readonly job: Job;
}

let last: RunningRestore | null = null;

/**
 * Keeps in memory whose token belongs to the restore that this process runs: during the swap the
 * database is locked, and the status has to be told without it.
 */
export function rememberRestore(record: RestoreRecord, job: Job): void {
  last = { tokenHash: record.statusTokenHash, job };
}

/** The job that a status token was issued for, as far as this process started it. */
export function rememberedJob(tokenHash: string): Job | null {
  return last?.tokenHash === tokenHash ? last.job : null;
}
