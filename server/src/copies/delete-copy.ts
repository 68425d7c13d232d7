import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { sidecarName } from '../archive/archive-name';
import type { Backup } from '../contracts/backups';
import type { Site } from '../site';
import { hasCopy } from './copy-state';
import { openSecondFolder } from './second-folder';
import { unreachable, withinReach } from './within-reach';

/** To give back gigabytes takes a file system a while. */
const PATIENCE_MS = 60_000;

/**
 * Removes the copy of a backup. When no second folder is set any more, what is there is left to its owner.
 *
 * @throws BackupError STORAGE_UNREACHABLE, FOLDER_UNUSABLE; then nothing is forgotten
 */
export async function deleteCopy(site: Site, backup: Backup): Promise<void> {
  const fileName = path.basename(backup.fileName ?? '');
  if (fileName === '') return;
  const opening = openSecondFolder(site);
  // One that was copied, and not yet recorded, when somebody pulled the plug is not worth an error.
  const second = await (hasCopy(backup) ? opening : opening.catch(() => null));
  if (second === null) return;
  const archive = path.join(second, fileName);
  // The sidecar first, so that nobody takes a half for a whole; the record, which is last, begins it again.
  await removeThere([sidecarName(archive), archive]);
}

/** Half a copy, or its sidecar. */
const PARTIAL = /\.(?:tar|tar\.gz|tar\.zst|manifest\.json)\.partial$/;

/** What interrupted copies have left, by absolute paths. */
export async function findRemains(second: string): Promise<string[]> {
  const names = await withinReach(() => readdir(second));
  return names.filter((name) => PARTIAL.test(name)).map((name) => path.join(second, name));
}

/** @throws BackupError STORAGE_UNREACHABLE */
export async function removeThere(files: readonly string[]): Promise<void> {
  await withinReach(async (signal) => {
    for (const file of files) {
      signal.throwIfAborted();
      await rm(file, { force: true }).catch((error: unknown) => {
        throw unreachable('nothing can be deleted there.', error);
      });
    }
  }, PATIENCE_MS);
}
