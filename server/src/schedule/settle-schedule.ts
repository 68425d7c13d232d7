import type { Backup } from '../contracts/backups';
import type { Schedule } from '../contracts/schedules';
import type { Site } from '../site';

/**
 * What the end of a backup means for the schedule that it was made by: one that failed is tried once more after a
 * pause, unless the next one is due before that. Never fails: the backup is what it is, whatever becomes of this.
 *
 * @param record with its final status
 * @returns the schedule as it is now; null when there is none
 */
export async function settleSchedule(
  site: Pick<Site, 'schedules' | 'settings' | 'warn'>,
  { schedule: id, status }: Pick<Backup, 'schedule' | 'status'>,
): Promise<Schedule | null> {
  if (id === null) return null;
  try {
    const schedule = await site.schedules.get(id);
    if (schedule === null) return null;
    const change = afterRun(schedule, status, Date.now(), site.settings);
    await site.schedules.update(id, change);
    return { ...schedule, ...change };
  } catch (error) {
    site.warn('The result of a scheduled backup could not be noted with its schedule.', error);
    return null;
  }
}

function afterRun(
  { lastStatus, nextRunAt, enabled }: Schedule,
  status: Backup['status'],
  now: number,
  { retryAfterMinutes }: Pick<Site['settings'], 'retryAfterMinutes'>,
): Partial<Schedule> {
  if (status === 'completed' || status === 'cancelled') return { lastStatus: status };
  if (lastStatus !== 'running' || !enabled) return { lastStatus: 'failed' };
  const retryAt = new Date(now + retryAfterMinutes * 60_000).toISOString();
  const isSooner = nextRunAt === null || Date.parse(retryAt) < Date.parse(nextRunAt);
  return { lastStatus: 'retrying', ...(isSooner ? { nextRunAt: retryAt } : {}) };
}
