import path from 'node:path';
import type { StagedPlace } from '../database/engine';

/** Where *preserve* stages the database of the backup: beside the copy of the site, and apart from it. */
export function sourcePlace(
  { stagingFolder }: { readonly stagingFolder: string },
  token: string,
): StagedPlace {
  return { folder: path.join(stagingFolder, 'source'), token };
}
