import {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';
import { noise, writeSample } from '../../unit/archive/write-sample';
import { codeOf } from './damaged';

const folder = temporaryFolder();

describe.each(['gzip', 'none'] as const)('an archive of a few kB (%s)', (compression) => {
  const write = async () => {
    const file = path.join(folder(), 'archive');
    const written = await writeSample(file, {
      compression,
      media: [[Buffer.from('ä.jpg'), Buffer.concat([noise(100), Buffer.from('text '.repeat(20))])]],
    });
    return { file, written, bytes: readFileSync(file) };
  };

  /** One bit at either end of the byte, then all of them. */
  it.each([0x01, 0x80, 0xff])('is refused when any byte of it is changed by %i', async (flip) => {
    const { file, bytes } = await write();
    const accepted: number[] = [];
    const descriptor = openSync(file, 'r+');
    try {
      for (const [at, byte] of bytes.entries()) {
        writeSync(descriptor, Buffer.of(byte ^ flip), 0, 1, at);
        if ((await codeOf(file)) === null) accepted.push(at);
        writeSync(descriptor, Buffer.of(byte), 0, 1, at);
      }
    } finally {
      closeSync(descriptor);
    }
    expect(accepted).toEqual([]);
    expect(await codeOf(file)).toBeNull();
  });

  it('is refused when it ends early, wherever', async () => {
    const { file, bytes, written } = await write();
    const other: string[] = [];
    for (let length = bytes.length - 1; length >= 0; length -= 1) {
      truncateSync(file, length);
      const code = await codeOf(file);
      if (code !== 'ARCHIVE_TRUNCATED') other.push(`${length}: ${String(code)}`);
    }
    expect(other).toEqual([]);
    expect(await codeOf(file, written)).toBe('ARCHIVE_TRUNCATED');
  });

  it('is refused when it goes on', async () => {
    const { file, bytes, written } = await write();
    for (const more of [Buffer.alloc(1), Buffer.alloc(512), bytes]) {
      appendFileSync(file, more);
      expect(await codeOf(file)).toMatch(/^ARCHIVE_(CORRUPT|UNSAFE)$/);
      expect(await codeOf(file, written)).toBe('ARCHIVE_CORRUPT');
      truncateSync(file, bytes.length);
    }
  });

  it('is refused with a recorded checksum that is not its own', async () => {
    const { file, written } = await write();
    expect(await codeOf(file, written)).toBeNull();
    const sha256 = '0'.repeat(64);
    expect(await codeOf(file, { ...written, sha256 })).toBe('ARCHIVE_CORRUPT');
  });
});
