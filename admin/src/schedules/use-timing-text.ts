import { useCallback } from 'react';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';

export type Timing = Pick<
  Schedule,
  'frequency' | 'time' | 'weekdays' | 'dayOfMonth' | 'cron' | 'zone'
>;

const DAYS_OF_A_WEEK = 7;
/** Every month has days up to this one. */
const LAST_SURE_DAY = 28;
const LAST_DAY = 31;

/** Weeks begin on Monday here, as in most of the world. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

/** Gives the function that says when a schedule runs: "Every day at 03:30, Europe/Paris". */
export function useTimingText(): (timing: Timing) => string {
  const text = useText();
  const formats = useFormats();
  return useCallback(
    ({ frequency, zone, ...timing }: Timing) => {
      const time = timing.time ?? '';
      const day = timing.dayOfMonth ?? 1;
      const weekdays = timing.weekdays ?? [];
      switch (frequency) {
        case 'hourly':
          return text('backup.schedule.when.hourly', { minute: Number(time.slice(3)), zone });
        case 'daily':
          return text('backup.schedule.when.daily', { time, zone });
        case 'weekly': {
          if (weekdays.length === DAYS_OF_A_WEEK) {
            return text('backup.schedule.when.daily', { time, zone });
          }
          const days = WEEK.filter((each) => weekdays.includes(each));
          const names = formats.list(days.map((each) => formats.weekday(each, 'long')));
          return text('backup.schedule.when.weekly', { days: names, time, zone });
        }
        case 'monthly':
          if (day === LAST_DAY) return text('backup.schedule.when.month-end', { time, zone });
          return text(
            day > LAST_SURE_DAY
              ? 'backup.schedule.when.monthly-or-last'
              : 'backup.schedule.when.monthly',
            { day, time, zone },
          );
        case 'cron':
          return text('backup.schedule.when.cron', { cron: timing.cron ?? '', zone });
      }
    },
    [text, formats],
  );
}
