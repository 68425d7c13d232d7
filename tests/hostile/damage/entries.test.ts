import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gzipMembers, sha256 } from '../../support/hostile-archive';
import { temporaryFolder } from '../../support/temporary-folder';
import { noise, writeSample } from '../../unit/archive/write-sample';
import { codeOf } from './damaged';

const folder = temporaryFolder();
const END = Buffer.alloc(1024);

/** The entries of a tar stream as its headers delimit them, without the end mark. */
function entriesOf(tar: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (tar[at] !== 0) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    const length = 512 + Math.ceil(size / 512) * 512;
    entries.push(tar.subarray(at, at + length));
    at += length;
  }
  return entries;
}

/** Files that somebody took apart and put together again, with all gzip checksums right. */
describe('an archive whose entries are not all there', () => {
  const open = async () => {
    const file = path.join(folder(), 'archive.tar.gz');
    const media = ['a', 'b', 'c'].map((name) => [Buffer.from(name), noise(700)] as const);
    const written = await writeSample(file, { media });
    const bytes = readFileSync(file);
    return { written, entries: entriesOf(gunzipSync(bytes)) };
  };
  const save = (bytes: Buffer) => {
    const file = path.join(folder(), 'changed.tar.gz');
    writeFileSync(file, bytes);
    return file;
  };
  const pack = (entries: readonly Buffer[], end = END) =>
    gzipMembers(Buffer.concat([...entries, end]));

  it('is accepted when nothing was changed', async () => {
    const { entries } = await open();
    expect(entries).toHaveLength(8);
    expect(await codeOf(save(pack(entries)))).toBeNull();
  });

  it('is refused when it is cut between two entries, with and without an end mark', async () => {
    const { entries } = await open();
    for (let count = 0; count < entries.length; count += 1) {
      const rest = entries.slice(0, count);
      expect(await codeOf(save(pack(rest)))).toMatch(/^ARCHIVE_TRUNCATED$/);
      expect(await codeOf(save(pack(rest, Buffer.alloc(0))))).toBe('ARCHIVE_TRUNCATED');
      expect(await codeOf(save(pack(rest, Buffer.alloc(512))))).toBe('ARCHIVE_TRUNCATED');
    }
  });

  it('is refused when any entry is missing, there twice, or in another place', async () => {
    const { entries } = await open();
    for (let at = 0; at < entries.length; at += 1) {
      const without = entries.filter((_, index) => index !== at);
      const twice = entries.flatMap((entry, index) => (index === at ? [entry, entry] : [entry]));
      const first = [entries[at]!, ...without];
      const last = [...without, entries[at]!];
      const refused = /^ARCHIVE_(UNSAFE|CORRUPT|TRUNCATED)$/;
      expect(await codeOf(save(pack(without)))).toMatch(refused);
      expect(await codeOf(save(pack(twice)))).toMatch(refused);
      if (at > 0) expect(await codeOf(save(pack(first)))).toMatch(refused);
      if (at < entries.length - 1) expect(await codeOf(save(pack(last)))).toMatch(refused);
    }
  });

  it('is refused when an entry has another name', async () => {
    const { entries } = await open();
    const renamed = Buffer.from(entries[3]!);
    const name = 'media/uploads/bb';
    renamed.write(name, 0);
    renamed.fill(' ', 148, 156);
    const sum = renamed.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    renamed.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    const changed = entries.map((entry, at) => (at === 3 ? renamed : entry));
    expect(await codeOf(save(pack(changed)))).toBe('ARCHIVE_CORRUPT');
  });

  it('is refused when another archive stands in its place', async () => {
    const { written } = await open();
    const other = path.join(folder(), 'other.tar.gz');
    await writeSample(other, { media: [[Buffer.from('a'), noise(700)]] });
    const bytes = readFileSync(other);
    expect(await codeOf(other)).toBeNull();
    expect(await codeOf(other, written)).toMatch(/^ARCHIVE_(TRUNCATED|CORRUPT)$/);
    const manifestSha256 = written.manifest.sha256;
    const facts = { size: bytes.length, sha256: sha256(bytes), manifestSha256 };
    expect(await codeOf(other, facts)).toBe('ARCHIVE_CORRUPT');
  });
});
