import { z } from 'zod';
import type { Backup } from '../../contracts/backups';
import { BackupError } from '../../errors';
import { ScheduleTicker } from '../../schedule/schedule-ticker';
import { asFailure } from '../as-failure';
import { defineCommand } from '../command';
import { inBytes } from '../format/units';
import { report } from '../outcomes';
import { watchJobs } from '../progress/watch-jobs';
import type { Session } from '../session';

export const runSchedules = defineCommand({
  name: 'run-schedules',
  summary: 'run the schedules that are due, for system cron',
  description: [
    'Makes the backups whose time has come, copies what belongs into the second folder, and cleans up after them: what a running Strapi does by itself each minute. What is due is decided in the database, so it does no harm beside Strapi: each run is made once.',
    'Exit code 3 when something is due and another job runs: the next call makes it.',
  ],
  arguments: [],
  options: [],
  examples: [{ line: 'strapi-backup run-schedules --quiet', what: 'each five minutes, from cron' }],
  input: z.object({}),
  run: async (_, context) => {
    const session = await context.open(true);
    const { site, runner } = session;
    const ticker = new ScheduleTicker(site, runner);
    const forget = context.interruption.onCome(() => {
      ticker.stop();
      stopJob(session);
    });
    const stopWatching = watchJobs(runner, context.output);
    try {
      await ticker.tick();
    } finally {
      stopWatching();
      forget();
    }
    context.interruption.signal.throwIfAborted();
    const made = await madeBackups(session);
    const failed = made.find(({ status }) => status !== 'completed');
    if (failed !== undefined) throw asFailure(failed.error, { backupId: failed.id });
    await refuseWhileDue(session);
    const [warning] = session.warnings;
    if (warning !== undefined) throw new BackupError('INTERNAL', warning);
    const lines = made.map(({ name, size }) => `Made “${name}” (${inBytes(size ?? 0)}).`);
    return report(made, lines.length === 0 ? 'Nothing is due.' : lines.join('\n'));
  },
});

function stopJob({ runner }: Session): void {
  try {
    runner.current?.cancel();
  } catch {
    // Past the point of no return it ends by itself in a moment.
  }
}

/** Of this process: a running Strapi may have made others meanwhile. */
async function madeBackups({ site, seen }: Session): Promise<Backup[]> {
  const ended = seen.filter(
    ({ event }) => event === 'backup.completed' || event === 'backup.failed',
  );
  const found = await Promise.all(ended.map(({ id }) => site.backups.get(id)));
  return found.filter((each) => each !== null);
}

/** @throws BackupError JOB_RUNNING */
async function refuseWhileDue({ site, runner }: Session): Promise<void> {
  const due = await site.schedules.count({
    sql: 'enabled = ? AND next_run_at <= ?',
    params: [1, new Date()],
  });
  const running = due === 0 ? null : await runner.describeCurrent();
  if (running === null) return;
  throw new BackupError(
    'JOB_RUNNING',
    `A schedule is due, but another job (${running.kind} “${running.name}”) is running. The next call makes up for it.`,
    { detail: { jobId: running.id, recordId: running.recordId } },
  );
}
