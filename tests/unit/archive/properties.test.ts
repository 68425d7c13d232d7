import path from 'node:path';
import * as fc from 'fast-check';
import { temporaryFolder } from '../../support/temporary-folder';
import { readSample, writeSample } from './write-sample';

const folder = temporaryFolder();
const MIB = 1024 * 1024;

/** Parts of paths in any encoding: no NUL, no slash, no dot in front. */
const part = fc
  .array(
    fc.integer({ min: 1, max: 255 }).filter((byte) => byte !== 0x2f),
    { minLength: 1, maxLength: 40 },
  )
  .map((bytes) => Buffer.from(bytes))
  .filter((bytes) => bytes[0] !== 0x2e);

const name = fc
  .array(part, { minLength: 1, maxLength: 5 })
  .map((parts) => Buffer.from(parts.map((each) => each.toString('latin1')).join('/'), 'latin1'));

/** Sizes around everything that has a boundary. */
const size = fc.oneof(
  fc.nat({ max: 2000 }),
  fc.constantFrom(0, 512, 1024, 65_535, MIB - 1024, MIB - 512, MIB, 2 * MIB),
);

const content = fc
  .tuple(size, fc.integer({ min: 0, max: 255 }))
  .map(([length, byte]) => Buffer.alloc(length, Buffer.from(`${byte} some text `)));

const media = fc
  .uniqueArray(fc.tuple(name, content), {
    maxLength: 8,
    selector: ([each]) => each.toString('latin1'),
  })
  .filter((files) => !files.some(([a]) => files.some(([b]) => isInside(b, a))));

function isInside(file: Buffer, directory: Buffer): boolean {
  return file.toString('latin1').startsWith(`${directory.toString('latin1')}/`);
}

describe('any media library', () => {
  it('comes back as it was', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(media, fc.constantFrom('gzip', 'none'), async (files, compression) => {
        run += 1;
        const file = path.join(folder(), String(run));
        const written = await writeSample(file, { compression, level: 1, media: files });
        const { contents, manifest, entries } = await readSample(file, { expected: written });
        expect(manifest).toEqual(written.manifest);
        expect(entries).toBe(files.length + 3);
        for (const [each, bytes] of files) {
          const read = contents.get(`media/uploads/${each.toString('latin1')}`);
          expect(read?.equals(bytes)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
