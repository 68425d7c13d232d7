/** How the language of a notice writes numbers, sizes and times. */
export interface NoticeFormats {
  number(value: number): string;
  /** Bytes in decimal units, as the panel shows them: "1.2 GB". */
  bytes(bytes: number): string;
  /** Milliseconds as their two largest units: "3 minutes, 12 seconds". */
  duration(ms: number): string;
  /** A moment (ISO 8601) in UTC, since its reader may be anywhere; the zone is named. */
  moment(iso: string): string;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

const SECOND_MS = 1000;
const TIME_UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', SECOND_MS],
] as const;

/** @param locale BCP 47 */
export function noticeFormats(locale: string): NoticeFormats {
  const numbers = new Intl.NumberFormat(locale);
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const inUnits = (value: number, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, { style: 'unit', ...options }).format(value);

  return {
    number: (value) => numbers.format(value),
    bytes: (bytes) => {
      let value = Math.max(0, bytes);
      let power = 0;
      while (value >= 999.5 && power < BYTE_UNITS.length - 1) {
        value /= 1000;
        power += 1;
      }
      return inUnits(value, {
        unit: BYTE_UNITS[power] ?? 'byte',
        // "512 byte" is what the short form gives; the long one inflects it.
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
      });
    },
    duration: (ms) => {
      if (ms < 9_950) {
        const seconds = Math.max(0, ms) / SECOND_MS;
        return inUnits(seconds, {
          unit: 'second',
          unitDisplay: 'long',
          maximumFractionDigits: 1,
        });
      }
      let left = Math.round(ms / SECOND_MS) * SECOND_MS;
      const first = TIME_UNITS.findIndex(([, size]) => left >= size);
      const parts = TIME_UNITS.slice(first, first + 2).flatMap(([unit, size]) => {
        const value = Math.floor(left / size);
        left -= value * size;
        return value === 0 ? [] : [inUnits(value, { unit, unitDisplay: 'long' })];
      });
      return new Intl.ListFormat(locale, { type: 'unit' }).format(parts);
    },
    moment: (iso) => {
      const at = Date.parse(iso);
      return Number.isNaN(at) ? iso : `${moments.format(at)} UTC`;
    },
  };
}
