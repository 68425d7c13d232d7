import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { startProgress } from '../progress.mjs';
import { createRandom } from '../random.mjs';
import { encodePicture } from './encode-picture.mjs';
import { loadSharp } from './load-sharp.mjs';
import { paintPicture } from './paint-picture.mjs';
import { picturePlan } from './picture-plan.mjs';

/** To be counted up when pictures change without their plan changing. */
const PAINTER_VERSION = 1;
const PAINTERS = 4;

/**
 * Paints all pictures with their responsive formats into a cache folder, once; later runs only read its index.
 *
 * @param {string} cacheDir
 * @returns {Promise<{folder: string, pictures: object[]}>} where the files are, and what they are
 */
export async function paintLibrary(cacheDir) {
  const sharp = loadSharp();
  const plan = picturePlan();
  const key = createHash('sha256')
    .update(JSON.stringify([PAINTER_VERSION, sharp.versions, plan]))
    .digest('hex')
    .slice(0, 12);
  const folder = path.join(cacheDir, `pictures-${key}`);
  if (!existsSync(folder)) await paintAll(sharp, plan, folder);
  return { folder, pictures: JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')) };
}

async function paintAll(sharp, plan, folder) {
  // Renamed when complete: a run that was killed or that paints at the same time leaves no half cache.
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const progress = startProgress('Painting pictures', plan.length, 'pictures');
  const pictures = new Array(plan.length);
  const queue = plan.entries();
  const paintSome = async () => {
    for (const [index, picture] of queue) {
      pictures[index] = await paintOne(sharp, picture, index, unfinished);
      progress.add(1);
    }
  };
  await Promise.all(Array.from({ length: PAINTERS }, paintSome));
  await writeFile(path.join(unfinished, 'index.json'), JSON.stringify(pictures));
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(unfinished, { recursive: true });
  }
  progress.finish();
}

async function paintOne(sharp, picture, index, folder) {
  const pixels = await paintPicture(sharp, createRandom(`picture ${index}`), picture);
  const [original, ...smaller] = await encodePicture(sharp, pixels, picture);
  const save = (hash, bytes) => writeFile(path.join(folder, `${hash}${picture.ext}`), bytes);
  await save(picture.hash, original.bytes);
  await Promise.all(smaller.map(({ format, bytes }) => save(`${format}_${picture.hash}`, bytes)));
  const formats = smaller.map(({ bytes, ...rest }) => ({ ...rest, bytes: bytes.length }));
  return { ...picture, bytes: original.bytes.length, formats };
}
