import { rmSync } from 'node:fs';
import path from 'node:path';
import type { KeptState } from '../catalog/restore-records';
import type { Site } from '../site';

/** Lets go of what a restore had replaced. Safe to repeat. */
export function discardKept(site: Pick<Site, 'media'>, kept: KeptState): void {
  if (kept.database !== null) {
    rmSync(path.dirname(kept.database), { recursive: true, force: true });
  }
  if (kept.media !== null) {
    rmSync(path.join(site.media.uploads, kept.media), { recursive: true, force: true });
  }
}
