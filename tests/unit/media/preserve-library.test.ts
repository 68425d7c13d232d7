import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { findPresent, linkLibrary } from '../../../server/src/media/preserve-library';
import { temporaryFolder } from '../../support/temporary-folder';

describe('the library as it is, once more', () => {
  const folder = temporaryFolder();
  let uploads: string;
  let fresh: string;

  beforeEach(async () => {
    uploads = path.join(folder(), 'uploads');
    fresh = path.join(folder(), 'fresh');
    const outside = path.join(folder(), 'outside');
    for (const each of [path.join(uploads, 'sub', '.cache'), fresh, outside]) {
      mkdirSync(each, { recursive: true });
    }
    writeFileSync(path.join(uploads, 'a.txt'), 'one');
    writeFileSync(path.join(uploads, 'sub', 'b.txt'), 'two');
    writeFileSync(path.join(uploads, 'sub', '.cache', 'c.txt'), 'three');
    writeFileSync(path.join(uploads, '.hidden'), '');
    symlinkSync(outside, path.join(uploads, 'sub', 'away'));
  });

  const link = () =>
    linkLibrary({
      uploads,
      fresh,
      signal: new AbortController().signal,
      room: () => undefined,
      report: () => undefined,
    });

  test('has the same files without taking room; hidden ones are no media, and come along', async () => {
    expect(await link()).toEqual({ files: 2, bytes: 6 });
    expect(readdirSync(fresh).sort()).toEqual(['a.txt', 'sub']);
    expect(readFileSync(path.join(fresh, 'sub', '.cache', 'c.txt'), 'utf8')).toBe('three');
    expect(lstatSync(path.join(fresh, 'sub', 'b.txt')).ino).toBe(
      lstatSync(path.join(uploads, 'sub', 'b.txt')).ino,
    );
  });

  test('knows what of a backup it has, and never looks through a link', async () => {
    await link();
    const find = (relative: string, content: string) =>
      findPresent(fresh, Buffer.from(relative), { size: content.length }, body(content));
    expect(await find('a.txt', 'one')).toBe('the same');
    expect(await find('a.txt', 'eno')).toBe('another');
    expect(await find('a.txt', 'longer')).toBe('another');
    expect(await find('new/d.txt', 'x')).toBe('nothing');
    expect(await find('sub', 'x')).toBe('another');
    expect(await find('a.txt/below', 'x')).toBe('another');
    expect(await find('sub/away/passwd', 'x')).toBe('another');
  });
});

async function* body(content: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(content));
}
