import { useMemo } from 'react';
import { useIntl, type IntlShape } from 'react-intl';

export interface Formats {
  /** `bytes` as "1.2 GB", in decimal units. */
  bytes: (bytes: number) => string;
  /** Bytes per second as "12 MB/s". */
  throughput: (bytesPerSecond: number) => string;
  /** Milliseconds as "3 min 12 sec". */
  duration: (ms: number) => string;
  /** An ISO time as date and time of day, in the reader's zone. */
  dateTime: (iso: string) => string;
  timeOfDay: (iso: string) => string;
  /** An ISO time on the clocks of an IANA zone, whose offset it names: "Fri, Nov 27, 03:30 GMT+1". The year is left out of this year's. */
  inZone: (iso: string, zone: string) => string;
  /** A day of the week, 0 for Sunday. */
  weekday: (day: number, width: 'long' | 'short') => string;
  /** "a, b, and c" */
  list: (parts: readonly string[]) => string;
  /** An ISO time as seen from `now` (ms): "2 hours ago", "in 3 days". */
  relative: (iso: string, now: number) => string;
  number: (value: number) => string;
  /** "3 days" */
  amount: (value: number, unit: UnitName) => string;
  /** A unit alone, as it stands beside more than one: "days", "GB". */
  unit: (unit: UnitName) => string;
  /** The name of a language, by its code. */
  language: (code: string) => string;
  /** A fraction of 1 as percent. */
  percent: (fraction: number) => string;
}

/** How the panel's language writes sizes, times and numbers. */
export function useFormats(): Formats {
  const intl = useIntl();
  return useMemo(
    () => ({
      bytes: (bytes) => formatBytes(intl, bytes, ''),
      throughput: (bytesPerSecond) => formatBytes(intl, bytesPerSecond, '-per-second'),
      duration: (ms) => formatDuration(intl, ms),
      dateTime: (iso) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' }),
      timeOfDay: (iso) => intl.formatTime(iso, { timeStyle: 'medium' }),
      inZone: (iso, zone) => formatInZone(intl, iso, zone),
      weekday: (day, width) =>
        intl.formatDate(A_SUNDAY + day * DAY_MS, { weekday: width, timeZone: 'UTC' }),
      list: (parts) => intl.formatList(parts, { type: 'conjunction' }),
      relative: (iso, now) => formatRelative(intl, Date.parse(iso) - now),
      number: (value) => intl.formatNumber(value),
      amount: (value, unit) => intl.formatNumber(value, unitStyle(unit)),
      unit: (unit) =>
        intl.formatNumberToParts(MANY, unitStyle(unit)).find(({ type }) => type === 'unit')
          ?.value ?? unit,
      language: (code) => intl.formatDisplayName(code, { type: 'language' }) ?? code,
      percent: (fraction) =>
        intl.formatNumber(fraction, { style: 'percent', maximumFractionDigits: 0 }),
    }),
    [intl],
  );
}

const DAY_MS = 86_400_000;
const A_SUNDAY = Date.UTC(2023, 0, 1);

/** Hours as schedules write them, from 00 to 23, in every language. */
const ZONED = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

export type UnitName = 'megabyte' | 'gigabyte' | 'terabyte' | 'minute' | 'hour' | 'day';

/** A number that no language has a singular for. */
const MANY = 20;

/** Sizes are known by their short names, times by their long ones. */
function unitStyle(unit: UnitName) {
  const unitDisplay = unit.endsWith('byte') ? 'short' : 'long';
  return { style: 'unit', unit, unitDisplay, maximumFractionDigits: 3 } as const;
}

function formatInZone(intl: IntlShape, iso: string, zone: string): string {
  const isThisYear = new Date(iso).getFullYear() === new Date().getFullYear();
  return intl.formatDate(iso, {
    ...ZONED,
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: zone,
  });
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

function formatBytes(intl: IntlShape, bytes: number, per: '' | '-per-second'): string {
  let value = Math.max(0, bytes);
  let power = 0;
  while (value >= 999.5 && power < BYTE_UNITS.length - 1) {
    value /= 1000;
    power += 1;
  }
  // "512 byte" is what the short form gives; the long one inflects it.
  const unitDisplay = power === 0 && per === '' ? 'long' : 'short';
  return intl.formatNumber(value, {
    style: 'unit',
    unit: `${BYTE_UNITS[power] ?? 'byte'}${per}`,
    unitDisplay,
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  });
}

function formatDuration(intl: IntlShape, ms: number): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour', digits = 0) =>
    intl.formatNumber(value, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });

  if (ms < 9_950) return unit(Math.max(0, ms) / 1000, 'second', 1);
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return join(unit(minutes, 'minute'), seconds % 60, 'second');
  return join(unit(Math.floor(minutes / 60), 'hour'), minutes % 60, 'minute');

  function join(first: string, rest: number, name: 'second' | 'minute'): string {
    return rest === 0 ? first : `${first} ${unit(rest, name)}`;
  }
}

const RELATIVE_UNITS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

function formatRelative(intl: IntlShape, difference: number): string {
  const [name, size] =
    RELATIVE_UNITS.find(([, ms]) => Math.abs(difference) >= ms) ?? (['second', 1_000] as const);
  const value = Math.round(difference / size);
  // "now", but not "tomorrow" for what may be the day after: 30 hours are no day of a calendar.
  return intl.formatRelativeTime(value, name, { numeric: value === 0 ? 'auto' : 'always' });
}
