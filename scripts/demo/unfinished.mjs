import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PLAYGROUND } from '../paths.mjs';

/** Beside the database, so that it goes when that goes. */
const NOTE = path.join(PLAYGROUND, '.tmp', 'damaged-by-demo');

/**
 * Remembers, past the end of this process, that the playground is damaged and which backup makes it
 * whole again.
 *
 * @param {string} backupId
 */
export async function noteDamage(backupId) {
  await mkdir(path.dirname(NOTE), { recursive: true });
  await writeFile(NOTE, backupId);
}

/** @returns {Promise<string | null>} the backup from before a damage that was never restored */
export async function readDamage() {
  return readFile(NOTE, 'utf8').catch(() => null);
}

export async function forgetDamage() {
  await rm(NOTE, { force: true });
}
