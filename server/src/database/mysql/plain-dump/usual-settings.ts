import { StrangeOutput } from '../dump-tool/strange-output';
import type { Setting } from './what-statement-is';

const UTF8: ReadonlySet<string> = new Set(['utf8', 'utf8mb3', 'utf8mb4']);
const SHOWN = 60;

/** Settings under which the text of a row means another row; the defaults are those of `mysqldump`. */
export function requireUsualSettings(settings: ReadonlyMap<Setting['name'], string>): void {
  const zone = settings.get('time_zone');
  if (zone !== undefined && !/^(?:[+-]00:00|UTC)$/i.test(zone)) {
    throw new StrangeOutput(`its times are those of the time zone ${zone.slice(0, SHOWN)}`);
  }
  if (/NO_BACKSLASH_ESCAPES|ANSI/i.test(settings.get('sql_mode') ?? '')) {
    throw new StrangeOutput('its texts are escaped in an unusual way (SQL mode)');
  }
  for (const name of ['names', 'character_set_client'] as const) {
    const charset = settings.get(name);
    if (charset !== undefined && !UTF8.has(charset.toLowerCase())) {
      throw new StrangeOutput(`it is in the character set ${charset.slice(0, SHOWN)}`);
    }
  }
}
