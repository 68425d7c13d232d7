import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readFolder } from '../../../server/src/media/read-folder';
import { walkMedia } from '../../../server/src/media/walk-media';
import { temporaryFolder } from '../../support/temporary-folder';

const name = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0 && byte !== 0x2f)))
  .filter((bytes) => bytes.length > 0 && !['.', '..'].includes(bytes.toString('latin1')));

describe('the names in a folder', () => {
  const root = temporaryFolder();

  test('are all of them, as bytes, in ascending order, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 600, selector: (bytes) => bytes.toString('latin1') }),
        (names) => {
          const folder = Buffer.from(mkdtempSync(path.join(root(), 'names-')));
          for (const each of names) {
            writeFileSync(Buffer.concat([folder, Buffer.from('/'), each]), '');
          }
          const entries = readFolder(folder);
          expect(entries.length).toBe(names.length);
          const expected = readdirSync(folder, { encoding: 'buffer' }).sort((a, b) =>
            Buffer.compare(a, b),
          );
          expect([...entries]).toEqual(expected.map((each) => ({ name: each, kind: 'file' })));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('come with what they are, without a link being followed', () => {
    const folder = root();
    writeFileSync(path.join(folder, 'a'), '');
    mkdirSync(path.join(folder, 'b'));
    symlinkSync('b', path.join(folder, 'c'));
    symlinkSync('nothing', path.join(folder, 'd'));
    const kinds = [...readFolder(Buffer.from(folder))].map(({ kind }) => kind);
    expect(kinds).toEqual(['file', 'folder', 'symbolic-link', 'symbolic-link']);
  });

  test('an uploads folder that is not there is no empty one', () => {
    const walk = () => [
      ...walkMedia(path.join(root(), 'away'), { exclude: () => false, onSkip: () => undefined }),
    ];
    expect(walk).toThrow(expect.objectContaining({ code: 'MEDIA_FOLDER_MISSING' }) as Error);
  });

  test('cannot be had of what is no folder, at once', () => {
    const file = path.join(root(), 'a');
    writeFileSync(file, '');
    expect(() => readFolder(Buffer.from(file))).toThrow('ENOTDIR');
    expect(() => readFolder(Buffer.from(`${file}-none`))).toThrow('ENOENT');
  });
});
