import { insertFailed } from '../backup/finish-backup';
import { newBackup, type BackupRequest } from '../backup/new-backup';
import { startBackup } from '../backup/start-backup';
import type { Filter } from '../catalog/record-table';
import type { Schedule } from '../contracts/schedules';
import { BackupError } from '../errors';
import type { Job } from '../jobs/job';
import type { JobRunner } from '../jobs/job-runner';
import { whileHolding } from '../lease/lease';
import type { Site } from '../site';
import { nextRunOf } from './next-run';

/** Another instance was quicker, or somebody has changed the schedule. */
class NotDue extends Error {}

/**
 * Runs every schedule whose time has come, one after the other. What is due stands in the database, and is claimed
 * there under the lease: of several instances one runs it, and after downtime, or behind a long job, it runs once.
 *
 * @param signal aborted when Strapi ends: nothing new is begun
 * @returns how many backups were made; also when another job is running, and the rest has to wait for the next look
 */
export async function runDueSchedules(
  site: Site,
  runner: JobRunner,
  signal: AbortSignal,
): Promise<number> {
  const due = await site.schedules.find(
    { sql: 'enabled = ? AND next_run_at <= ?', params: [1, new Date()] },
    'next_run_at ASC',
  );
  let made = 0;
  for (const schedule of due) {
    if (signal.aborted) break;
    const outcome = await runSchedule(site, runner, schedule);
    if (outcome === 'busy') break;
    if (outcome === 'made') made += 1;
  }
  return made;
}

async function runSchedule(
  site: Site,
  runner: JobRunner,
  schedule: Schedule,
): Promise<'made' | 'busy' | 'not-due'> {
  const request = scheduledBackup(schedule);
  try {
    const { started } = await startBackup(site, runner, request, (job) =>
      claim(site, job, schedule),
    );
    await started.ended;
    return 'made';
  } catch (error) {
    if (error instanceof NotDue) return 'not-due';
    if (error instanceof BackupError && error.code === 'JOB_RUNNING') return 'busy';
    await noteFailure(site, schedule, request, error);
    return 'made';
  }
}

/** What a schedule asks for. */
export function scheduledBackup({ id, name, type, options }: Schedule): BackupRequest {
  const moment = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return {
    name: `${name.slice(0, 100)} ${moment}`,
    type,
    origin: 'schedule',
    schedule: id,
    actor: null,
    ...options,
  };
}

/** By who holds the lease, and only if it is still due at that time. */
async function claim(site: Site, job: Job, schedule: Schedule): Promise<void> {
  if (!(await claimWhere(site, schedule, whileHolding(job.lease)))) throw new NotDue();
}

/** One conditional update: of several that try at once one succeeds. */
function claimWhere(site: Site, schedule: Schedule, condition: Filter): Promise<boolean> {
  const now = Date.now();
  return site.schedules.updateWhere(
    schedule.id,
    {
      nextRunAt: nextRunOf(schedule, now),
      lastRunAt: new Date(now).toISOString(),
      lastStatus: schedule.lastStatus === 'retrying' ? 'running-again' : 'running',
    },
    {
      sql: `enabled = ? AND next_run_at = ? AND ${condition.sql}`,
      params: [1, new Date(schedule.nextRunAt ?? 0), ...condition.params],
    },
  );
}

/** It could not even begin (a disk that is not mounted): that is a failed backup like others, for people to see. */
async function noteFailure(
  site: Site,
  schedule: Schedule,
  request: BackupRequest,
  error: unknown,
): Promise<void> {
  site.warn(`The schedule “${schedule.name}” could not be run.`, error);
  if (!(await claimWhere(site, schedule, { sql: '1 = 1', params: [] }))) return;
  // The compression may be what is wrong with it.
  const record = newBackup({ ...request, compression: 'none' }, site.settings);
  await insertFailed(site, record, error);
}
