import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { startProgress } from '../progress.mjs';
import { createRandom } from '../random.mjs';
import { fileEntry } from './file-entry.mjs';
import { loadSharp } from './load-sharp.mjs';
import { pseudoRandomBytes } from './pseudo-random-bytes.mjs';

const SIZE = { width: 64, height: 43 };
const WRITERS = 8;

/**
 * Writes many JPEG files of one size: a tiny real picture, and after its end pseudo-random bytes, which decoders
 * ignore and compressors cannot shrink. They are as fast to make as the disk is.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {{id: number, path: string}} folder
 */
export async function seedExtraPictures(site, folder) {
  const { count, bytes } = site.options.media;
  if (count === 0) return;
  const background = { ...SIZE, channels: 3, background: '#37a' };
  const picture = await loadSharp()({ create: background }).jpeg().toBuffer();
  if (bytes < picture.length) throw new Error('SEED_MEDIA: a file needs at least 1 kB.');

  const random = createRandom('extra pictures');
  const progress = startProgress('Writing extra pictures', count, 'files');
  const writers = new Set();
  for (let n = 1; n <= count; n += 1) {
    const hash = `bulk_${String(n).padStart(7, '0')}_${random.hex(10)}`;
    const file = { ...SIZE, name: `Bulk ${n}.jpg`, hash, ext: '.jpg', bytes };
    site.entries.writeEntry('plugin::upload.file', fileEntry(file, folder), site.stamp('bulk'));
    await site.rows.settle();

    const padding = pseudoRandomBytes(hash)(bytes - picture.length);
    const content = Buffer.concat([picture, padding]);
    const writer = writeFile(path.join(site.uploadsDir, `${hash}.jpg`), content).then(() => {
      writers.delete(writer);
      progress.add(1);
    });
    writers.add(writer);
    if (writers.size >= WRITERS) await Promise.race(writers);
  }
  await Promise.all(writers);
  progress.finish();
}
