const FORM = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;

/**
 * A DATETIME of Strapi as milliseconds since 1970.
 *
 * @param zone in which it was written, as the driver names it: `local`, `Z`, `+02:00`
 * @returns null for a zero date
 */
export function parseTime(text: string, zone: string): number | null {
  const parts = FORM.exec(text)?.slice(1);
  if (parts === undefined || text.startsWith('0000')) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const fraction = Math.floor(Number(`0.${parts[6] ?? '0'}`) * 1000 + 1e-6);
  if (zone === 'local') {
    return new Date(year, month - 1, day, hour, minute, second, fraction).getTime();
  }
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset === null) return utc;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return utc - (offset[1] === '-' ? -1 : 1) * minutes * 60_000;
}
