import * as fc from 'fast-check';
import {
  archiveName,
  parseArchiveName,
  sidecarName,
} from '../../../server/src/archive/archive-name';

const ID = 'k3j2h1g0f9e8d7c6b5a4z3y2';
const named = (name: string) =>
  archiveName({ name, createdAt: '2026-01-31T08:15:30.999Z', id: ID, compression: 'gzip' });

describe('the file name of an archive', () => {
  it.each([
    ['Nightly', 'nightly'],
    ['  Vor dem Umzug! ', 'vor-dem-umzug'],
    ['Crème brûlée', 'creme-brulee'],
    ['../../etc/passwd', 'etc-passwd'],
    ['日本語', 'backup'],
    ['---', 'backup'],
    ['', 'backup'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ])('for %j begins with %s', (name, slug) => {
    expect(named(name)).toBe(`${slug}-20260131T081530Z-${ID}.tar.gz`);
  });

  it('tells the compression', () => {
    const backup = { name: 'x', createdAt: '2026-01-31T08:15:30Z', id: ID };
    expect(archiveName({ ...backup, compression: 'none' })).toMatch(/\.tar$/);
    expect(archiveName({ ...backup, compression: 'zstd' })).toMatch(/\.tar\.zst$/);
    expect(sidecarName('x.tar.gz')).toBe('x.tar.gz.manifest.json');
  });

  it('is read back, whatever the name of the backup', () => {
    const compressions = fc.constantFrom('gzip', 'none', 'zstd');
    const years = { min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.string(), fc.date(years), compressions, (name, date, compression) => {
        const createdAt = date.toISOString();
        const fileName = archiveName({ name, createdAt, id: ID, compression });
        const parsed = parseArchiveName(fileName);
        expect(parsed).toMatchObject({ id: ID, compression });
        expect(parsed?.createdAt.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
        expect(fileName).toMatch(/^[a-zA-Z0-9.-]+$/);
      }),
    );
  });

  it.each([
    'nightly.tar.gz',
    `nightly-20260131T081530Z-${ID}.tar.gz.manifest.json`,
    `nightly-20260131T081530Z-${ID}.tar.gz.partial`,
    `nightly-20260131T081530Z-${ID.slice(1)}.tar.gz`,
    `nightly-20260231T081530Z-${ID}.tar.gz`,
    `nightly-20260131T251530Z-${ID}.tar.gz`,
    `-nightly-20260131T081530Z-${ID}.tar.gz`,
    `${'a'.repeat(41)}-20260131T081530Z-${ID}.tar.gz`,
    `../x-20260131T081530Z-${ID}.tar.gz`,
  ])('is not %s', (fileName) => {
    expect(parseArchiveName(fileName)).toBeNull();
  });
});
