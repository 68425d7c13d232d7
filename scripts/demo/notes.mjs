import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What must not be forgotten when the demo is ended in the middle. */
const FILES = {
  /** The site is damaged; holds the id of the backup that makes it whole again. */
  damage: 'damaged-by-demo',
  /** The site is being filled with sample content, which was not complete yet. */
  filling: 'filled-by-demo',
};

/**
 * Remembers something about a site past the end of this process.
 *
 * @param {{ folder: string }} site
 * @param {keyof typeof FILES} what
 * @param {string} [value]
 */
export async function note(site, what, value = '') {
  await mkdir(site.folder, { recursive: true });
  await writeFile(path.join(site.folder, FILES[what]), value);
}

/** @returns {Promise<string | null>} what was noted and not forgotten since */
export async function readNote(site, what) {
  return readFile(path.join(site.folder, FILES[what]), 'utf8').catch(() => null);
}

export async function forgetNote(site, what) {
  await rm(path.join(site.folder, FILES[what]), { force: true });
}
