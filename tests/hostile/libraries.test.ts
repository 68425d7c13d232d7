import {
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  linkSync,
} from 'node:fs';
import path from 'node:path';
import { create } from 'tar';
import { convert } from '../support/convert-upload';
import { temporaryFolder } from '../support/temporary-folder';

/** A header of a tar, for what no program would write. */
function header(name: string, size: number, type = '0', link = ''): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function entry(name: string, content = 'content', type = '0', link = ''): Buffer {
  const body = type === '0' ? Buffer.from(content) : Buffer.alloc(0);
  const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
  return Buffer.concat([header(name, body.length, type, link), body, padding]);
}

const END = Buffer.alloc(1024);
const tarOf = (...entries: Buffer[]): Buffer => Buffer.concat([...entries, END]);

const HARMFUL: readonly (readonly [name: string, tar: Buffer])[] = [
  ['a path upwards', tarOf(entry('uploads/a.txt'), entry('uploads/../../canary.txt'))],
  ['an absolute path', tarOf(entry('uploads/a.txt'), entry('/tmp/canary.txt'))],
  ['a link', tarOf(entry('uploads/a.txt'), entry('uploads/l', '', '2', '/etc'))],
  [
    'a file behind a link',
    tarOf(entry('uploads/l', '', '2', '/tmp'), entry('uploads/l/canary.txt')),
  ],
  ['a hard link', tarOf(entry('uploads/a.txt'), entry('uploads/l', '', '1', '/etc/passwd'))],
  ['a device', tarOf(entry('uploads/a.txt'), entry('uploads/d', '', '3'))],
  ['a FIFO', tarOf(entry('uploads/a.txt'), entry('uploads/f', '', '6'))],
  ['one name twice', tarOf(entry('uploads/a.txt'), entry('uploads/a.txt', 'other'))],
  ['a file where a folder is', tarOf(entry('uploads/a/b.txt'), entry('uploads/a', 'x'))],
  ['an empty part', tarOf(entry('uploads/a//b.txt/'), entry('uploads//'))],
];

describe('tars of media that somebody sends', () => {
  const folder = temporaryFolder();

  /** As people make them: from inside, from outside, with `public` before it. */
  test.each([
    ['uploads', '.'],
    ['public/uploads', '.'],
    ['.', '.'],
  ])('a tar of %s becomes an archive of media', async (where) => {
    const root = path.join(folder(), 'site');
    const uploads = path.join(root, where);
    mkdirSync(path.join(uploads, 'sub folder'), { recursive: true });
    writeFileSync(path.join(uploads, 'b.txt'), 'b');
    writeFileSync(path.join(uploads, 'ä.txt'), 'ä');
    writeFileSync(path.join(uploads, 'sub folder', 'c.txt'), 'c');
    writeFileSync(path.join(uploads, '.gitkeep'), '');
    const file = path.join(folder(), 'media.tar.gz');
    await create({ file, cwd: root, gzip: true }, [where === '.' ? '.' : where.split('/')[0]!]);

    const { readFileSync } = await import('node:fs');
    const { kind, archive, entries, warnings } = await convert(folder(), readFileSync(file));

    expect(kind).toBe('library');
    expect([...entries.keys()].filter((name) => name.startsWith('media/'))).toEqual([
      'media/uploads/b.txt',
      'media/uploads/sub folder/c.txt',
      'media/uploads/ä.txt',
    ]);
    expect(archive.manifest).toMatchObject({ type: 'media', media: { files: 3, bytes: 4 } });
    expect(warnings.map(({ message }) => message).join()).toContain(
      'Hidden files were left out: 1.',
    );
  });

  test.each(HARMFUL)('%s is refused', async (_, tar) => {
    rmSync('/tmp/canary.txt', { force: true });
    await expect(convert(folder(), tar)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:ARCHIVE_UNSAFE|ARCHIVE_CORRUPT)$/) as string,
    });
    expect(lstatSync('/tmp/canary.txt', { throwIfNoEntry: false })).toBeUndefined();
    expect(readdirSync(folder()).sort()).toEqual(['scratch', 'sent']);
  });

  test('of a whole site only the uploads folder is taken, of an unpacked archive nothing', async () => {
    const site = tarOf(
      entry('mysite/package.json', '{}'),
      entry('mysite/config/server.js'),
      entry('mysite/public/uploads/a.txt'),
    );
    const { entries, warnings } = await convert(folder(), site);
    expect([...entries.keys()].filter((name) => name.startsWith('media/'))).toEqual([
      'media/uploads/a.txt',
    ]);
    expect(warnings.map(({ message }) => message).join()).toContain('left out: 2.');

    const unpacked = tarOf(entry('./database/10-admin_users-00001.sql'), entry('./SHA256SUMS'));
    await expect(convert(folder(), unpacked)).rejects.toMatchObject({
      code: 'ARCHIVE_UNSAFE',
      message: expect.stringContaining('Send the archive itself') as string,
    });
  });

  test('hundreds of thousands of entries in a few bytes are refused in little memory', async () => {
    const many = Buffer.concat(
      Array.from({ length: 2000 }, (_, n) =>
        entry(`uploads/${String(n)}/`.padEnd(90, 'a/'), '', '5'),
      ),
    );
    const { gzipSync } = await import('node:zlib');
    const deep = tarOf(entry(`uploads/${'a/'.repeat(45)}x.txt`));
    expect((await convert(folder(), deep)).kind).toBe('library');
    await expect(convert(folder(), gzipSync(tarOf(many)))).rejects.toMatchObject({
      code: 'UPLOAD_REFUSED',
    });
  });

  test('what ends too early, or has nothing in it, is refused', async () => {
    const whole = tarOf(entry('uploads/a.txt', 'x'.repeat(2000)));
    await expect(convert(folder(), whole.subarray(0, 1000))).rejects.toMatchObject({
      code: 'ARCHIVE_CORRUPT',
    });
    await expect(convert(folder(), tarOf(entry('.hidden')))).rejects.toMatchObject({
      code: 'UPLOAD_REFUSED',
    });
  });

  test('links in a real tar are refused by name', async () => {
    const root = path.join(folder(), 'site');
    mkdirSync(path.join(root, 'uploads'), { recursive: true });
    writeFileSync(path.join(root, 'uploads', 'a.txt'), 'a');
    symlinkSync('/etc/passwd', path.join(root, 'uploads', 'link'));
    linkSync(path.join(root, 'uploads', 'a.txt'), path.join(root, 'uploads', 'z.txt'));
    const file = path.join(folder(), 'media.tar');
    await create({ file, cwd: root }, ['uploads']);
    const { readFileSync } = await import('node:fs');
    await expect(convert(folder(), readFileSync(file))).rejects.toMatchObject({
      code: 'ARCHIVE_UNSAFE',
    });
  });
});
