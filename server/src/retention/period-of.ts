import { Temporal } from '@js-temporal/polyfill';

export type PeriodRule = 'daily' | 'weekly' | 'monthly' | 'yearly';

/**
 * The day, ISO week, month or year of a moment, as people in a time zone call it. Two moments have the same text
 * when they are in the same period.
 *
 * @param instant ISO 8601
 * @param zone IANA name
 */
export function periodOf(rule: PeriodRule, instant: string, zone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  switch (rule) {
    case 'daily':
      return local.toPlainDate().toString();
    case 'weekly':
      return `${String(local.yearOfWeek)}-W${String(local.weekOfYear)}`;
    case 'monthly':
      return local.toPlainDate().toPlainYearMonth().toString();
    case 'yearly':
      return String(local.year);
  }
}
