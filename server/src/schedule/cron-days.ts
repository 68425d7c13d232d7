import nodeCron from 'node-cron';

/** Whether a schedule is due on a day of the calendar. Month 1 to 12. */
export type IsDay = (date: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}) => boolean;

/** Every month has so many days. */
const ALWAYS_THERE = 28;

/**
 * The days of a cron expression, by node-cron's own rules (day of month *and* weekday have to fit). One thing is
 * different, so that no month goes without a backup: a named day that a month does not have is its last one.
 *
 * @param fields day of month, month, weekday; valid
 */
export function cronDays(fields: {
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
}): IsDay {
  const { day, month, weekday } = fields;
  const fits = dayMatcher(`0 0 ${day} ${month} ${weekday}`);
  const late = day.split(',').flatMap((part) => {
    const first = Number(/^(\d+)(?:-\d+)?$/.exec(part)?.[1] ?? 0);
    return first > ALWAYS_THERE ? [first] : [];
  });
  if (late.length === 0) return fits;
  const fitsLast = dayMatcher(`0 0 L ${month} ${weekday}`);
  return (date) => {
    const length = new Date(Date.UTC(date.year, date.month, 0)).getUTCDate();
    return fits(date) || (late.some((wanted) => wanted > length) && fitsLast(date));
  };
}

function dayMatcher(expression: string): IsDay {
  // Never started: it only answers whether a moment fits.
  const task = nodeCron.createTask(expression, () => undefined, { timezone: 'UTC' });
  return ({ year, month, day }) => task.match(new Date(Date.UTC(year, month - 1, day)));
}
