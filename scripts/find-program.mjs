import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/**
 * Looks for a program on PATH, and then in further folders.
 *
 * @param {string[]} names what it may be called, the preferred name first
 * @param {string[]} [folders] where it may be besides, as servers are that only root has on PATH
 * @returns {Promise<string | null>} its full path, or null
 */
export async function findProgram(names, folders = []) {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const folder of [...onPath, ...folders]) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (await isProgram(file)) return file;
    }
  }
  return null;
}

/** @param {string} file */
export async function isProgram(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
