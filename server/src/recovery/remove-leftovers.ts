import { readdirSync } from 'node:fs';
import path from 'node:path';
import { openEngine } from '../database/open-engine';
import { removeData, removeLargeData } from '../remove-data';
import type { Site } from '../site';

/** Folders that restores make inside the uploads folder: ours alone, by this pattern. */
const MEDIA_FOLDER = /^\.bk[a-z0-9]{12}-\d+$/;

/**
 * Removes what interrupted jobs left: work in progress, unpublished archives, and kept states that no
 * record names any more. Only while nothing runs.
 */
export async function removeLeftovers(site: Site): Promise<void> {
  const folder = site.folder();
  for (const name of readdirSync(folder.staging)) {
    await removeLargeData(path.join(folder.staging, name));
  }
  for (const name of readdirSync(folder.root)) {
    if (name.endsWith('.partial')) await removeLargeData(path.join(folder.root, name));
  }
  const keeping = await site.restores.find({ sql: 'kept IS NOT NULL', params: [] });
  const databases = keeping.map(({ kept }) => kept?.database ?? null);
  await openEngine(site.database).sweep(
    folder.undo,
    databases.filter((name) => name !== null),
  );
  const media = new Set(keeping.map(({ kept }) => kept?.media ?? null));
  for (const name of readdirSync(site.media.uploads)) {
    if (MEDIA_FOLDER.test(name) && !media.has(name)) {
      await removeData(path.join(site.media.uploads, name));
    }
  }
}
