import fc from 'fast-check';
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareMedia } from '../../../server/src/restore/compare-media';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeSample } from '../archive/write-sample';

const folder = temporaryFolder();
/** As `writeSample` dates its entries. */
const TIME = new Date('2026-01-30T10:00:00.250Z');

/** Names that sort in their own way: a folder beside files that begin like it. */
const PATHS = ['a.jpg', 'a/b.jpg', 'a/c/d.png', 'a-b.jpg', 'é/ü.gif', 'z.mp4', '0'];
const files = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...PATHS), content: fc.constantFrom('one', 'three') }),
  { selector: ({ name }) => name },
);

test('counts what would come, go and change, whatever there is on both sides', async () => {
  await fc.assert(
    fc.asyncProperty(files, files, async (inArchive, inLibrary) => {
      const uploads = mkdtempSync(path.join(folder(), 'uploads-'));
      for (const { name, content } of inLibrary) {
        const file = path.join(uploads, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
        utimesSync(file, TIME, TIME);
      }
      const file = path.join(uploads, '..', `${path.basename(uploads)}.tar.gz`);
      const { manifest } = await writeSample(file, {
        media: inArchive.map(({ name, content }) => [Buffer.from(name), Buffer.from(content)]),
      });
      const here = new Map(inLibrary.map(({ name, content }) => [name, content]));
      const there = new Map(inArchive.map(({ name, content }) => [name, content]));
      const { signal } = new AbortController();
      expect(await compareMedia({ file, manifest, uploads, signal })).toEqual({
        added: inArchive.filter(({ name }) => !here.has(name)).length,
        removed: inLibrary.filter(({ name }) => !there.has(name)).length,
        replaced: inArchive.filter(
          ({ name, content }) => here.has(name) && here.get(name) !== content,
        ).length,
      });
    }),
    { numRuns: 40 },
  );
});
