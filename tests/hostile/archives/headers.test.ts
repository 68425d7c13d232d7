import { extension, media, paxRecord, type HostileEntry } from '../../support/hostile-archive';
import { among, ZEROS, refuses } from './refuses';

refuses('tar headers', [
  // What is no file.
  [
    'a hard link',
    () => among(ofType('1', { linkName: '/etc/shadow' })),
    'ARCHIVE_UNSAFE',
    /hard link/,
  ],
  [
    'a symbolic link',
    () => among(ofType('2', { linkName: '/etc' })),
    'ARCHIVE_UNSAFE',
    /symbolic link/,
  ],
  [
    'a link with content',
    () => among(ofType('2', { linkName: 'x', content: Buffer.from('x') })),
    'ARCHIVE_UNSAFE',
  ],
  ['a character device', () => among(ofType('3')), 'ARCHIVE_UNSAFE', /device/],
  ['a block device', () => among(ofType('4')), 'ARCHIVE_UNSAFE', /device/],
  ['a folder', () => among(ofType('5')), 'ARCHIVE_UNSAFE', /folder/],
  ['a pipe', () => among(ofType('6')), 'ARCHIVE_UNSAFE', /pipe/],
  ['a contiguous file', () => among(ofType('7')), 'ARCHIVE_UNSAFE'],
  ['a file of the old kind', () => among(ofType('\0')), 'ARCHIVE_UNSAFE'],
  ['a sparse file', () => among(ofType('S')), 'ARCHIVE_UNSAFE', /sparse/],
  ['a dump folder', () => among(ofType('D')), 'ARCHIVE_UNSAFE'],
  ['a volume label', () => among(ofType('V')), 'ARCHIVE_UNSAFE'],
  // Headers before headers.
  [
    'a GNU long name',
    () => among(after(extension('L', 'media/uploads/../x\0'))),
    'ARCHIVE_UNSAFE',
    /GNU/,
  ],
  ['a GNU long link', () => among(after(extension('K', '/etc\0'))), 'ARCHIVE_UNSAFE', /GNU/],
  ['a global header', () => among(after(extension('g', paxRecord('path', 'x')))), 'ARCHIVE_UNSAFE'],
  ['a pax path that is short', () => among(pax('path', 'media/uploads/x')), 'ARCHIVE_UNSAFE'],
  ['a pax path that leads up', () => among(pax('path', 'media/uploads/../x')), 'ARCHIVE_UNSAFE'],
  ['a pax size that is small', () => among(pax('size', '5')), 'ARCHIVE_UNSAFE'],
  ['a pax size that is negative', () => among(pax('size', '-1')), 'ARCHIVE_UNSAFE'],
  ['a pax size in other digits', () => among(pax('size', '0x200000000')), 'ARCHIVE_UNSAFE'],
  ['a pax link', () => among(pax('linkpath', '/etc')), 'ARCHIVE_UNSAFE'],
  ['a pax time', () => among(pax('mtime', '1.5')), 'ARCHIVE_UNSAFE'],
  ['a pax sparse map', () => among(pax('GNU.sparse.major', '1')), 'ARCHIVE_UNSAFE'],
  ['a pax sparse size', () => among(pax('GNU.sparse.realsize', '99999999999')), 'ARCHIVE_UNSAFE'],
  [
    'a pax record with a wrong length',
    () => among(after(extension('x', '99 path=x\n'))),
    'ARCHIVE_UNSAFE',
  ],
  [
    'a pax record without an end',
    () => among(after(extension('x', '10 path=xyz'))),
    'ARCHIVE_UNSAFE',
  ],
  ['an empty pax header', () => among(after(extension('x', ''))), 'ARCHIVE_UNSAFE'],
  [
    'two pax headers',
    () => among(after(Buffer.concat([longPax('m/n'), longPax('m/o')]))),
    'ARCHIVE_UNSAFE',
  ],
  ['a pax header of 1 MiB', () => among(after(extension('x', ZEROS))), 'ARCHIVE_UNSAFE'],
  [
    'a pax header with another name',
    () => among(after(extension('x', longRecord(), 'PaxHeaders/x'))),
    'ARCHIVE_UNSAFE',
  ],
  // Headers that are not ours.
  ['another mode', () => among(edited((h) => h.write('0004755\0', 100))), 'ARCHIVE_UNSAFE'],
  ['another owner', () => among(edited((h) => h.write('0001750\0', 108))), 'ARCHIVE_UNSAFE'],
  ['a user name', () => among(edited((h) => h.write('root', 265))), 'ARCHIVE_UNSAFE'],
  ['a prefix', () => among(edited((h) => h.write('../..', 345))), 'ARCHIVE_UNSAFE'],
  [
    'the old magic',
    () => among(edited((h) => h.write('ustar  \0', 257, 'latin1'))),
    'ARCHIVE_UNSAFE',
  ],
  [
    'a size in base 256',
    () => among(edited((h) => h.write('\x80', 124, 'latin1'))),
    'ARCHIVE_UNSAFE',
  ],
  [
    'a size with blanks',
    () => among(edited((h) => h.write('          5\0', 124))),
    'ARCHIVE_UNSAFE',
  ],
  ['data behind the name', () => among(edited((h) => h.write('x', 500))), 'ARCHIVE_UNSAFE'],
  [
    'a link name on a file',
    () => among({ ...media('z'), linkName: '/etc/passwd' }),
    'ARCHIVE_UNSAFE',
  ],
  // Sizes that lie.
  [
    'an entry longer than declared',
    () => among({ ...media('z', Buffer.alloc(2000, 1)), size: 100 }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'an entry shorter than declared',
    () => among({ ...media('z', Buffer.alloc(100)), size: 2000 }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'an entry larger than the quota',
    () => among({ ...media('z'), size: 8_000_000_000 }),
    'ARCHIVE_TOO_LARGE',
    /"media\/uploads\/z"/,
  ],
  [
    'a pax size of a petabyte',
    () => among(pax('size', '1125899906842624', 0)),
    'ARCHIVE_TOO_LARGE',
  ],
  ['data instead of padding', () => among({ ...media('z'), padding: 1 }), 'ARCHIVE_CORRUPT'],
]);

function ofType(type: string, more: Partial<HostileEntry> = {}): HostileEntry {
  const { content: _, ...entry } = media('z');
  return { ...entry, type, ...more };
}

function after(before: Buffer): HostileEntry {
  return { ...media('z'), before };
}

function pax(key: string, value: string, size?: number): HostileEntry {
  const entry = { ...after(extension('x', paxRecord(key, value))) };
  return size === undefined ? entry : { ...entry, size };
}

function longRecord(name = 'm'): Buffer {
  return paxRecord('path', `media/uploads/${name.padEnd(120, 'x')}`);
}

function longPax(name: string): Buffer {
  return extension('x', longRecord(name));
}

function edited(editHeader: (header: Buffer) => void): HostileEntry {
  return { ...media('z'), editHeader };
}
