import type { Health } from '../contracts/health';
import { planSiteCleanup } from '../retention/clean-up';
import type { Site } from '../site';
import { diskSpace } from '../storage/disk-space';
import { assessHealth } from './assess-health';

/** Enough for the newest of every kind, also of a site that makes one each hour. */
const LOOKED_AT = 500;

/** How well a site is backed up now. Reads, and touches nothing. */
export async function siteHealth(site: Site): Promise<Health> {
  const storage = await readStorage(site);
  return assessHealth({
    now: Date.now(),
    backups: await site.backups.find({ sql: '1 = 1', params: [] }, 'created_at DESC', LOOKED_AT),
    schedules: await site.schedules.find({ sql: '1 = 1', params: [] }),
    ...storage,
  });
}

async function readStorage(site: Site): Promise<{ free: number | null; overCap: boolean }> {
  try {
    const { root } = site.folder();
    const { overCap } = await planSiteCleanup(site);
    return { free: diskSpace(root).free - site.settings.minFreeDisk, overCap };
  } catch (error) {
    site.warn('The backup folder could not be looked at.', error);
    return { free: null, overCap: false };
  }
}
