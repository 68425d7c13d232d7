import { createHash } from 'node:crypto';

const CHUNK = 65_536;

/**
 * Takes text and bytes in any number of pieces and gives the sha256 of all of them. Small pieces are collected first:
 * hashing each by itself would take longer than reading it.
 *
 * @returns {{ write: (data: string | Buffer) => void, digest: () => string }} digest: hexadecimal, once
 */
export function createSink() {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK);
  let filled = 0;
  const flush = () => {
    hash.update(chunk.subarray(0, filled));
    filled = 0;
  };
  return {
    write(data) {
      const length = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
      if (length > CHUNK - filled) flush();
      if (length > CHUNK) hash.update(data);
      else if (typeof data === 'string') filled += chunk.write(data, filled);
      else filled += data.copy(chunk, filled);
    },
    digest() {
      flush();
      return hash.digest('hex');
    },
  };
}
