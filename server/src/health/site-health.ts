import type { Health } from '../contracts/health';
import type { Retention } from '../contracts/settings';
import { mirrorOffer } from '../mirror/adopt-mirror';
import { planSiteCleanup } from '../retention/clean-up';
import { hasKeepRules } from '../retention/keep-by-rules';
import type { Site } from '../site';
import { diskSpace } from '../storage/disk-space';
import { assessHealth, type HealthFacts } from './assess-health';
import { currentFailures } from './current-failures';

/** Enough for the newest of every kind, also of a site that makes one each hour. */
const LOOKED_AT = 500;

/** How well a site is backed up now. Reads, and touches nothing. */
export async function siteHealth(site: Site): Promise<Health> {
  const { settings } = site;
  const schedules = await site.schedules.find({ sql: '1 = 1', params: [] });
  const policies = [settings.retention, ...schedules.flatMap(({ retention }) => retention ?? [])];
  return assessHealth({
    now: Date.now(),
    backups: await site.backups.find({ sql: '1 = 1', params: [] }, 'created_at DESC', LOOKED_AT),
    schedules,
    retains: settings.maxTotalSize !== null || policies.some(hasKeepRules),
    notices: currentFailures(site.notifier.lastFailures(), settings),
    copied: settings.secondFolder !== null,
    ...(await readStorage(site, settings.maxTotalSize !== null || policies.some(hasCap))),
  });
}

function hasCap({ maxTotalSize }: Retention): boolean {
  return (maxTotalSize ?? 0) > 0;
}

/** @param isCapped without a cap nobody has to look at every backup */
async function readStorage(
  site: Site,
  isCapped: boolean,
): Promise<Pick<HealthFacts, 'free' | 'overCap' | 'mirrored'>> {
  try {
    const { root } = site.folder();
    return {
      free: diskSpace(root).free - site.settings.minFreeDisk,
      overCap: isCapped && (await planSiteCleanup(site)).overCap,
      mirrored: (await mirrorOffer(site)) !== null,
    };
  } catch (error) {
    site.warn('The backup folder could not be looked at.', error);
    return { free: null, overCap: false, mirrored: false };
  }
}
