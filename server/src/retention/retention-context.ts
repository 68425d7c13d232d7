import type { Site } from '../site';
import type { RetentionContext } from './plan-retention';

const HOUR_MS = 60 * 60 * 1000;

/** What every policy of a site goes by, besides its own rules. */
export function retentionContext({ settings }: Pick<Site, 'settings'>): RetentionContext {
  return {
    now: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    keepSafety: settings.keepSafetyBackups,
    keepSafetyMs: settings.keepReplacedHours * HOUR_MS,
  };
}
