import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listEntries, type ListEntriesOptions } from '../../../server/src/archive/list-entries';
import type { FinishedArchive } from '../../../server/src/archive/write-archive';
import { temporaryFolder } from '../../support/temporary-folder';
import { noise, writeSample } from './write-sample';

const folder = temporaryFolder();
const MIB = 1024 * 1024;

describe.each(['gzip', 'none'] as const)('listing what is in an archive (%s)', (compression) => {
  const write = async (): Promise<FinishedArchive> => {
    const media = Array.from({ length: 25 }, (_, at) => {
      const name = `Photo ${String(at).padStart(2, '0')}.jpg`;
      return [Buffer.from(name), noise(at === 3 ? 5 * MIB : 100)] as const;
    });
    return writeSample(path.join(folder(), 'archive'), { compression, media });
  };
  const page = async (written: FinishedArchive, options: Partial<ListEntriesOptions> = {}) =>
    listEntries({
      file: path.join(folder(), 'archive'),
      manifest: written.manifest,
      page: 1,
      pageSize: 10,
      ...options,
    });

  it('gives pages in the order of the archive', async () => {
    const written = await write();
    const pages = await Promise.all([1, 2, 3, 4].map((number) => page(written, { page: number })));
    expect(pages.map(({ entries }) => entries.length)).toEqual([10, 10, 8, 0]);
    expect(pages.map(({ total }) => total)).toEqual([28, 28, 28, 28]);
    const paths = pages.flatMap(({ entries }) => entries.map((entry) => entry.path));
    expect(paths.slice(0, 3)).toEqual([
      'RESTORE.md',
      'database/database.sqlite',
      'media/uploads/Photo 00.jpg',
    ]);
    expect(paths.at(-1)).toBe('SHA256SUMS');
    expect(pages[0]?.entries[5]).toMatchObject({
      size: 5 * MIB,
      mtime: '2026-01-30T10:00:00.250Z',
    });
  });

  it('finds entries in any letter case', async () => {
    const written = await write();
    expect(await page(written, { q: 'PHOTO 1', pageSize: 4 })).toMatchObject({ total: 10 });
    const last = await page(written, { q: 'photo 1', page: 3, pageSize: 4 });
    expect(last.entries.map((entry) => entry.path)).toEqual([
      'media/uploads/Photo 18.jpg',
      'media/uploads/Photo 19.jpg',
    ]);
    expect(await page(written, { q: 'nothing' })).toEqual({ entries: [], total: 0 });
  });

  it('refuses a manifest that belongs to another archive', async () => {
    const written = await write();
    for (const offset of [0, 512, 3 * MIB]) {
      const { manifest } = written;
      const entries = { ...manifest.entries, offset };
      const listing = page(written, { manifest: { ...manifest, entries } });
      await expect(listing).rejects.toMatchObject({
        code: expect.stringMatching(/^ARCHIVE_/) as string,
      });
    }
  });

  it('refuses an archive that ends early', async () => {
    const written = await write();
    const file = path.join(folder(), 'archive');
    writeFileSync(file, readFileSync(file).subarray(0, 3 * MIB));
    await expect(page(written)).rejects.toMatchObject({
      code: expect.stringMatching(/^ARCHIVE_/) as string,
    });
  });
});
