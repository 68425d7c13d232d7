import { createReadStream } from 'node:fs';

/** By its first two bytes. */
export async function isGzip(file: string): Promise<boolean> {
  for await (const piece of createReadStream(file, { end: 1 })) {
    const bytes = piece as Buffer;
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  }
  return false;
}
