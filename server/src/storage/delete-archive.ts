import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../durable';
import { removeLargeData } from '../remove-data';
import { pausePoint } from '../pause-points';
import { writeDurably } from './publish-archive';

const TOMBSTONE = '.deleted';

/**
 * Removes an archive so that an interruption cannot bring it back: the tombstone first, then the
 * sidecar, then the archive. `entombed` finishes what was interrupted.
 */
export async function deleteArchive(folder: string, fileName: string): Promise<void> {
  const archive = path.join(folder, fileName);
  writeDurably(`${archive}${TOMBSTONE}`, '');
  pausePoint('delete.tombstone');
  await removeEntombed(folder, fileName);
}

/** Names of archives whose deletion had begun. */
export function entombed(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(TOMBSTONE))
    .map((name) => name.slice(0, -TOMBSTONE.length));
}

export function isEntombed(folder: string, fileName: string): boolean {
  return existsSync(path.join(folder, `${fileName}${TOMBSTONE}`));
}

export async function removeEntombed(folder: string, fileName: string): Promise<void> {
  const archive = path.join(folder, fileName);
  rmSync(`${archive}.manifest.json`, { force: true });
  syncFolder(folder);
  pausePoint('delete.sidecar');
  await removeLargeData(archive);
  syncFolder(folder);
  pausePoint('delete.archive');
}

/** Last of all, when the record is gone too. */
export function liftTombstone(folder: string, fileName: string): void {
  rmSync(path.join(folder, `${fileName}${TOMBSTONE}`), { force: true });
  syncFolder(folder);
}
