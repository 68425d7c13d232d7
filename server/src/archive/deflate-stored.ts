const STORED_MAX = 65_535;
const BLOCK_HEADER = 5;

/** Bytes that so much content takes in stored blocks. */
export function storedLength(length: number): number {
  return length + Math.ceil(length / STORED_MAX) * BLOCK_HEADER;
}

/**
 * Writes content as deflate's stored blocks: for images and videos, which compressing would make
 * no smaller and thirty times slower to save.
 *
 * @param target has room for `storedLength(content.length)` bytes from `at` on
 */
export function deflateStored(content: Buffer, target: Buffer, at: number): void {
  let position = at;
  for (let start = 0; start < content.length; start += STORED_MAX) {
    const part = content.subarray(start, start + STORED_MAX);
    const isLast = start + STORED_MAX >= content.length;
    target.writeUInt8(isLast ? 1 : 0, position);
    target.writeUInt16LE(part.length, position + 1);
    target.writeUInt16LE(part.length ^ 0xffff, position + 3);
    part.copy(target, position + BLOCK_HEADER);
    position += BLOCK_HEADER + part.length;
  }
}
