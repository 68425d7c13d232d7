import { copyFile } from 'node:fs/promises';
import path from 'node:path';

import { fileEntry } from './file-entry.mjs';

const FOLDER_OF_GROUP = {
  landscape: 'current',
  wide: 'site',
  portrait: 'people',
  product: 'studio',
  graphic: 'site',
};

/**
 * Copies the painted pictures into the uploads folder and lists them in the media library.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {Awaited<ReturnType<import('./paint-library.mjs').paintLibrary>>} library
 * @param {Record<string, {id: number, path: string}>} folders
 * @returns {Promise<Record<string, number[]>>} ids of the files by group
 */
export async function seedPictures({ entries, stamp, uploadsDir }, library, folders) {
  const ids = {};
  for (const [index, picture] of library.pictures.entries()) {
    const isOld = picture.group === 'landscape' && index % 3 === 0;
    const folder = folders[isOld ? 'older' : FOLDER_OF_GROUP[picture.group]];
    const id = entries.writeEntry(
      'plugin::upload.file',
      fileEntry(picture, folder),
      stamp('pictures'),
    );
    (ids[picture.group] ??= []).push(id);

    const hashes = picture.formats.map(({ format }) => `${format}_${picture.hash}`);
    await Promise.all(
      [picture.hash, ...hashes].map((hash) => {
        const name = `${hash}${picture.ext}`;
        return copyFile(path.join(library.folder, name), path.join(uploadsDir, name));
      }),
    );
  }
  return ids;
}
