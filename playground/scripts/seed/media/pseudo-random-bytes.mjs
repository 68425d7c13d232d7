import { createCipheriv, createHash } from 'node:crypto';

/**
 * An endless stream of bytes that no compressor shrinks, the same for the same name, at a gigabyte per second.
 *
 * @param {string} name
 * @returns {(length: number) => Buffer} the next `length` bytes
 */
export function pseudoRandomBytes(name) {
  const key = createHash('sha256').update(`playground/${name}`).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  let zeros = Buffer.alloc(0);
  return (length) => {
    if (zeros.length < length) zeros = Buffer.alloc(length);
    return cipher.update(zeros.subarray(0, length));
  };
}
