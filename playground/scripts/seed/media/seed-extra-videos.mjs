import { open } from 'node:fs/promises';
import path from 'node:path';

import { startProgress } from '../progress.mjs';
import { createRandom } from '../random.mjs';
import { fileEntry } from './file-entry.mjs';
import { pseudoRandomBytes } from './pseudo-random-bytes.mjs';

const CHUNK = 4_000_000;

/**
 * Writes large .mp4 files: the two boxes that make a file one, around pseudo-random bytes.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {{id: number, path: string}} folder
 */
export async function seedExtraVideos(site, folder) {
  const { count, bytes } = site.options.videos;
  if (count === 0) return;
  const random = createRandom('extra videos');
  const progress = startProgress('Writing extra videos', (count * bytes) / 1_000_000, 'MB');
  for (let n = 1; n <= count; n += 1) {
    const hash = `video_${String(n).padStart(4, '0')}_${random.hex(10)}`;
    const file = { name: `Video ${n}.mp4`, hash, ext: '.mp4', bytes };
    site.entries.writeEntry('plugin::upload.file', fileEntry(file, folder), site.stamp('videos'));

    const content = pseudoRandomBytes(hash);
    const header = mp4Header(bytes);
    const handle = await open(path.join(site.uploadsDir, `${hash}.mp4`), 'w');
    try {
      await handle.write(header);
      for (let left = bytes - header.length; left > 0; left -= CHUNK) {
        const chunk = content(Math.min(CHUNK, left));
        await handle.write(chunk);
        progress.add(chunk.length / 1_000_000);
      }
    } finally {
      await handle.close();
    }
  }
  progress.finish();
}

/** A `ftyp` box, then a `mdat` box that reaches to the end of a file of `bytes` bytes. */
function mp4Header(bytes) {
  const brand = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1');
  const data = Buffer.alloc(16);
  data.writeUInt32BE(1, 0);
  data.write('mdat', 4, 'latin1');
  data.writeBigUInt64BE(BigInt(bytes - brand.length), 8);
  return Buffer.concat([brand, data]);
}
