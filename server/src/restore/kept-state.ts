import path from 'node:path';
import type { KeptState } from '../catalog/restore-records';
import { openEngine } from '../database/open-engine';
import { removeData } from '../remove-data';
import type { Site } from '../site';

/** Lets go of what a restore had replaced. Safe to repeat. */
export async function discardKept(
  site: Pick<Site, 'media' | 'database'>,
  kept: KeptState,
): Promise<void> {
  if (kept.database !== null) await openEngine(site.database).discardKept(kept.database);
  if (kept.media !== null) await removeData(path.join(site.media.uploads, kept.media));
}
