import { OCTAL_TIME_MAX } from './limits';

/**
 * A file's time as an archive can hold it: whole milliseconds from 1970 to 2242. Files with stranger
 * times exist (clocks that were never set), and they must not make a backup fail.
 *
 * @param time milliseconds since 1970, as `Stats.mtimeMs` gives them
 */
export function clampTime(time: number): number {
  if (!Number.isFinite(time)) return 0;
  return Math.min(Math.max(Math.floor(time), 0), OCTAL_TIME_MAX * 1000 + 999);
}
