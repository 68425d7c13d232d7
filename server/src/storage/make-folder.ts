import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../error-code';

/**
 * Makes a private folder, with those that it is in. Not Node's own `recursive`, which goes round in circles for ever
 * where a file system answers ENOENT for a folder that is there, as /proc does: a slip in a setting would stop Strapi.
 *
 * @param folder absolute
 * @throws Error of the file system, also where something else is in the way
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process made it at the same moment.
    if (errorCode(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}
