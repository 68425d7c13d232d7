const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Decimal units, as the panel and disks' makers count. */
export function inBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let power = 0;
  while (value >= 999.5 && power < UNITS.length - 1) {
    value /= 1000;
    power += 1;
  }
  const digits = power > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[power] ?? 'bytes'}`;
}

export function inTime(seconds: number): string {
  if (seconds < MINUTE) return `${String(Math.ceil(seconds))} s`;
  if (seconds < HOUR)
    return `${String(Math.floor(seconds / MINUTE))} min ${String(Math.floor(seconds % MINUTE))} s`;
  return `${String(Math.floor(seconds / HOUR))} h ${String(Math.floor((seconds % HOUR) / MINUTE))} min`;
}

/** In the time zone of the machine, which is that of whoever sits there. */
export function inLocalTime(iso: string): string {
  const at = new Date(iso);
  const part = (value: number): string => String(value).padStart(2, '0');
  const day = [at.getFullYear(), part(at.getMonth() + 1), part(at.getDate())].join('-');
  return `${day} ${part(at.getHours())}:${part(at.getMinutes())}`;
}

export function inNumber(value: number): string {
  return value.toLocaleString('en').replaceAll(',', ' ');
}

/** "1 table", "2 tables". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${inNumber(value)} ${value === 1 ? one : many}`;
}
