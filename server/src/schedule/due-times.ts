import { Temporal } from '@js-temporal/polyfill';
import { isEveryHour, type DueRule } from './due-rule';

/** A rule that fits no day in so long fits none: the calendar repeats itself, but for a few weekdays. */
const DAYS_AHEAD = 41 * 366;

/**
 * The moments at which a rule is due, one after the other:
 * - a time that clocks leave out (spring) is due at the first moment after the gap, once
 * - a time that clocks show twice (autumn) is due at the first of the two
 * - what is due every hour is due in every hour that passes, also in the one that clocks show twice
 *
 * @param zone IANA name
 * @param after milliseconds since 1970; the first moment is later than this
 */
export function* dueTimes(
  rule: DueRule,
  zone: string,
  after: number,
): Generator<number, void, undefined> {
  const begin = Temporal.Instant.fromEpochMilliseconds(after)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const ofDay = isEveryHour(rule) ? everyHour : atClockTimes;
  let last = after;
  // A moment of the day before may have been moved into this one.
  for (let days = -1; days < DAYS_AHEAD; days += 1) {
    const date = begin.add({ days });
    if (!rule.isDay(date)) continue;
    for (const due of ofDay(rule, zone, date)) {
      if (due <= last) continue;
      last = due;
      yield due;
    }
  }
}

/** @returns milliseconds since 1970; null when it is never due */
export function nextDue(rule: DueRule, zone: string, after: number): number | null {
  const { value } = dueTimes(rule, zone, after).next();
  return value ?? null;
}

function atClockTimes(rule: DueRule, zone: string, date: Temporal.PlainDate): number[] {
  const moments = rule.hours.flatMap((hour) =>
    rule.minutes.map((minute) => momentOf(date.toPlainDateTime({ hour, minute }), zone)),
  );
  return moments.sort((a, b) => a - b);
}

function momentOf(wanted: Temporal.PlainDateTime, zone: string): number {
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wanted)) return earlier.epochMilliseconds;
  // Clocks leave it out, and what was given instead is before the gap.
  return (earlier.getTimeZoneTransition('next') ?? earlier).epochMilliseconds;
}

/** By hours that pass: a day of 25 of them has 25, one of 23 has 23. */
function* everyHour(
  rule: DueRule,
  zone: string,
  date: Temporal.PlainDate,
): Generator<number, void, undefined> {
  const end = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  let now = date.toZonedDateTime(zone);
  while (now.epochMilliseconds < end) {
    if (rule.minutes.includes(now.minute)) yield now.epochMilliseconds;
    now = now.add({ minutes: minutesToNext(rule.minutes, now.minute) });
  }
}

function minutesToNext(minutes: readonly number[], now: number): number {
  const next = minutes.find((minute) => minute > now) ?? (minutes[0] ?? 0) + 60;
  return next - now;
}
