import { statSync } from 'node:fs';
import { compareEntryPaths } from '../archive/compare-entry-paths';
import { createBreather } from '../archive/create-breather';
import { eachEntry } from '../archive/each-entry';
import { MEDIA_ROOT } from '../archive/entry-path';
import type { ListedEntry } from '../archive/archive-entry';
import type { Manifest } from '../archive/manifest';
import type { MediaChanges } from '../contracts/restores';
import { walkMedia } from '../media/walk-media';

const PREFIX = Buffer.from(MEDIA_ROOT);

/**
 * What a restore would do to the media library, file by file. Both are in the order of archives, so one
 * pass over both is enough, whatever their number. Files of the same size and time count as the same.
 */
export async function compareMedia(options: {
  readonly file: string;
  readonly manifest: Manifest;
  readonly uploads: string;
  readonly signal: AbortSignal;
}): Promise<MediaChanges> {
  const changes = { added: 0, removed: 0, replaced: 0 };
  const breathe = createBreather();
  const library = walkMedia(options.uploads, { exclude: () => false, onSkip: () => undefined });
  let here = library.next();
  for await (const entry of eachEntry(options)) {
    if (entry.path.group !== 'media') continue;
    const path = entry.path.bytes.subarray(PREFIX.length);
    while (!here.done && compareEntryPaths(here.value.path, path) < 0) {
      changes.removed += 1;
      here = library.next();
      await breathe();
    }
    if (here.done || compareEntryPaths(here.value.path, path) > 0) {
      changes.added += 1;
      continue;
    }
    if (!isSame(here.value.absolute, entry)) changes.replaced += 1;
    here = library.next();
  }
  while (!here.done) {
    changes.removed += 1;
    here = library.next();
    await breathe();
  }
  return changes;
}

function isSame(file: Buffer, { size, mtime }: ListedEntry): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return stats.size === size && Math.floor(stats.mtimeMs / 1000) === Math.floor(mtime / 1000);
}
