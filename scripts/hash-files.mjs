import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * One hash over the names and contents of files and of whole folders, whichever order the disk
 * lists them in. Modification times do not count: `git checkout` changes them, an archive keeps them.
 *
 * @param {string} root folder that the names are relative to
 * @param {string[]} names files and folders; those that do not exist count as such
 * @returns {Promise<string>} sha256, hexadecimal
 */
export async function hashFiles(root, names) {
  const hash = createHash('sha256');
  for (const name of [...names].sort()) await add(hash, root, name);
  return hash.digest('hex');
}

async function add(hash, root, name) {
  const file = path.join(root, name);
  const found = await stat(file).catch(() => null);
  if (!found) {
    hash.update(`missing ${name}\0`);
  } else if (found.isDirectory()) {
    for (const entry of (await readdir(file)).sort())
      await add(hash, root, path.posix.join(name, entry));
  } else {
    hash.update(`file ${name} ${found.size}\0`).update(await readFile(file));
  }
}
