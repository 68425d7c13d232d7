import { TAR_BLOCK } from './limits';

const ZEROS = Buffer.alloc(TAR_BLOCK);

/** Zeros that follow a content of so many bytes. */
export function paddingOf(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}

/** @param bytes at most one block */
export function isZero(bytes: Buffer): boolean {
  return bytes.equals(ZEROS.subarray(0, bytes.length));
}

/** The content with its zeros. */
export function padded(content: Buffer): Buffer {
  return Buffer.concat([content, ZEROS.subarray(0, paddingOf(content.length))]);
}
