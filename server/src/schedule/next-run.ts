import { scheduleTimingSchema, type Schedule, type ScheduleTiming } from '../contracts/schedules';
import { dueRule } from './due-rule';
import { nextDue } from './due-times';

type Timed = Pick<
  Schedule,
  'frequency' | 'time' | 'weekdays' | 'dayOfMonth' | 'cron' | 'zone' | 'enabled'
>;

/** Of a schedule what its frequency needs. */
export function timingOf(schedule: Omit<Timed, 'zone' | 'enabled'>): ScheduleTiming {
  return scheduleTimingSchema.parse(schedule);
}

/**
 * When a schedule is due next; null when it is switched off, or never due.
 *
 * @param after milliseconds since 1970
 * @returns ISO 8601
 */
export function nextRunOf(schedule: Timed, after: number): string | null {
  if (!schedule.enabled) return null;
  const next = nextDue(dueRule(timingOf(schedule)), schedule.zone, after);
  return next === null ? null : new Date(next).toISOString();
}
