import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Backup } from '../contracts/backups';
import { removeLargeData } from '../remove-data';
import type { Site } from '../site';
import { deleteArchive, entombed, liftTombstone, removeEntombed } from '../storage/delete-archive';
import { hasCopy, openSecondFolder } from './second-folder';

/**
 * Removes the copy of a backup. When no second folder is set any more, what is there is left to its owner.
 *
 * @throws BackupError STORAGE_UNREACHABLE; then nothing is forgotten
 */
export async function deleteCopy(site: Site, backup: Backup): Promise<void> {
  const fileName = path.basename(backup.fileName ?? '');
  if (!hasCopy(backup) || fileName === '') return;
  const second = await openSecondFolder(site);
  if (second === null) return;
  await deleteArchive(second, fileName);
  liftTombstone(second, fileName);
}

/** Half a copy, or its sidecar. */
const PARTIAL = /\.(?:tar|tar\.gz|tar\.zst|manifest\.json)\.partial$/;

/** Whether interrupted copies and deletions left something. */
export function hasRemains(second: string): boolean {
  return entombed(second).length > 0 || readdirSync(second).some((name) => PARTIAL.test(name));
}

/** Removes that. Only while nothing runs. */
export async function tidySecondFolder(second: string): Promise<void> {
  for (const fileName of entombed(second)) {
    await removeEntombed(second, fileName);
    liftTombstone(second, fileName);
  }
  for (const name of readdirSync(second)) {
    if (PARTIAL.test(name)) await removeLargeData(path.join(second, name));
  }
}
