import type { CleanupResult } from '../contracts/cleanup';
import type { Site } from '../site';
import type { RetainingSchedule } from './plan-cleanup';
import { cleanupResult, planSiteCleanup } from './clean-up';

/** What a policy that is being edited would delete of the backups of its schedule now, oldest first. */
export async function previewRetention(
  site: Site,
  edited: RetainingSchedule,
): Promise<CleanupResult['deleted']> {
  const { doomed, overCap } = await planSiteCleanup(site, edited);
  return cleanupResult(
    doomed.filter(({ schedule }) => schedule === edited.id),
    overCap,
  ).deleted;
}
