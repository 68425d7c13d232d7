import type { Site } from '../site';
import { siteHealth } from './site-health';
import { noteUnhealthy, noteWell } from './told-health';

/** Each instance looks once in a tick; so long after the last bad look of any of them it is over. */
const QUIET_TICKS = 2.5;

/**
 * Looks how well the site is backed up, and tells when that became unhealthy, or is not so any more. Called at each
 * tick of the schedules. Never fails.
 */
export async function tellHealthChange(site: Site): Promise<void> {
  try {
    // A folder that cannot be used is in the reasons; it need not be in the log each minute.
    const health = await siteHealth({ ...site, warn: () => undefined });
    const { id, name } = site.identity;
    if (health.state === 'unhealthy') {
      if (!(await noteUnhealthy(site.connection, health.reasons))) return;
      site.emit('health.unhealthy', { id, name });
      site.notifier.healthChanged(null, health);
      return;
    }
    const quietMs = QUIET_TICKS * site.settings.tickSeconds * 1000;
    const past = await noteWell(site.connection, quietMs);
    if (past === null) return;
    site.emit('health.recovered', { id, name });
    site.notifier.healthChanged(past, health);
  } catch (error) {
    site.warn('The health of the backups could not be looked at; the next try follows.', error);
  }
}
