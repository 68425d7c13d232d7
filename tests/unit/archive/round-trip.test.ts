import path from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';
import { noise, readSample, writeSample } from './write-sample';

const folder = temporaryFolder();
const MIB = 1024 * 1024;

describe('writing an archive and reading it', () => {
  const sizes = [0, 1, 511, 512, 513, MIB - 512, MIB, MIB + 1, 3 * MIB];

  it.each(['gzip', 'none'] as const)('gives back every byte (%s)', async (compression) => {
    const file = path.join(folder(), 'a.tar');
    const media = sizes.flatMap((size) => [
      [Buffer.from(`noise-${size}`), noise(size)] as const,
      [Buffer.from(`text/${size}`), Buffer.alloc(size, 'lorem ipsum ')] as const,
    ]);
    const written = await writeSample(file, { compression, media });
    const read = await readSample(file, { expected: written });
    expect(read.sha256).toBe(written.sha256);
    expect(read.manifest).toEqual(written.manifest);
    expect(read.uncompressedSize).toBe(written.uncompressedSize);
    expect(read.contents.size).toBe(media.length + 3);
    for (const [name, content] of media) {
      expect(read.contents.get(`media/uploads/${name.toString('latin1')}`)?.equals(content)).toBe(
        true,
      );
    }
  });
});
