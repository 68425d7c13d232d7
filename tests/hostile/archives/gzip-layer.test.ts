import { deflateRawSync, gzipSync } from 'node:zlib';
import {
  DATABASE,
  GUIDE,
  gzipMember,
  gzipMembers,
  hostileTar,
  media,
  tarEntry,
  type HostileEntry,
} from '../../support/hostile-archive';
import { full, MIB, ZEROS, refuses } from './refuses';

refuses('the gzip layer, and bombs', [
  // The gzip layer.
  [
    'gzip by another program',
    () => gzipSync(hostileTar({ entries: [GUIDE, DATABASE] })),
    'ARCHIVE_UNSAFE',
    /gzip/,
  ],
  ['gzip in gzip', () => gzipMembers(full()), 'ARCHIVE_CORRUPT'],
  [
    'an empty member',
    () => Buffer.concat([gzipMember(Buffer.alloc(0)), full()]),
    'ARCHIVE_CORRUPT',
  ],
  ['an empty member alone', () => gzipMember(Buffer.alloc(0)), 'ARCHIVE_UNSAFE'],
  [
    'short members',
    () => gzipMembers(hostileTar({ entries: [GUIDE, DATABASE] }), 1024),
    'ARCHIVE_CORRUPT',
  ],
  ['a file name in the header', () => headed((h) => h.writeUInt8(12, 3)), 'ARCHIVE_UNSAFE'],
  ['a time in the header', () => headed((h) => h.writeUInt32LE(1, 4)), 'ARCHIVE_UNSAFE'],
  ['another field in the header', () => headed((h) => h.write('XX', 12)), 'ARCHIVE_UNSAFE'],
  ['a member of 4 GiB', () => member({ length: 0xffffffff }), 'ARCHIVE_UNSAFE', /length/],
  ['a member of no length', () => member({ length: 0 }), 'ARCHIVE_UNSAFE', /length/],
  ['a member that is too long', () => member({ length: 5000 }), 'ARCHIVE_TRUNCATED'],
  ['a member that is too short', () => member({ length: 100 }), 'ARCHIVE_CORRUPT'],
  ['another checksum of the content', () => member({ contentCrc: 1 }), 'ARCHIVE_CORRUPT'],
  ['another checksum of the data', () => member({ bodyCrc: 1 }), 'ARCHIVE_CORRUPT'],
  ['a member of more than 1 MiB', () => member({ contentLength: 2 * MIB }), 'ARCHIVE_UNSAFE'],
  ['a member of less than it holds', () => member({ contentLength: 512 }), 'ARCHIVE_CORRUPT'],
  [
    'data after the compressed data',
    () =>
      member({
        body: Buffer.concat([deflateRawSync(ZEROS), Buffer.from('hidden')]),
        contentLength: MIB,
      }),
    'ARCHIVE_CORRUPT',
  ],
  ['zstd', () => Buffer.from('28b52ffd00000000', 'hex'), 'COMPRESSION_UNAVAILABLE'],
  ['an empty file', () => Buffer.alloc(0), 'ARCHIVE_TRUNCATED'],
  [
    'a text',
    () => Buffer.from('-- MySQL dump 10.13\n'.repeat(100)),
    'ARCHIVE_CORRUPT',
    /not a backup archive/,
  ],
  ['zeros', () => Buffer.alloc(10_240), 'ARCHIVE_UNSAFE'],
  // Bombs.
  [
    '64 MB in one member',
    () => member({ body: deflateRawSync(Buffer.alloc(64 * MIB)), contentLength: MIB }),
    'ARCHIVE_CORRUPT',
  ],
  ['10 GB of zeros in plain gzip', () => repeated(gzipSync(ZEROS), 10_240), 'ARCHIVE_UNSAFE'],
  ['10 GB of zeros in our members', () => repeated(gzipMember(ZEROS), 10_240), 'ARCHIVE_UNSAFE'],
  ['10 GB declared as an image', () => bomb(10 * 1024 * MIB - 1), 'ARCHIVE_TOO_LARGE'],
  ['1 GB behind an image of 1 byte', () => bomb(1), 'ARCHIVE_UNSAFE'],
  [
    'seventy thousand empty entries',
    () => full({ entries: manyEntries(70_000, false) }),
    'ARCHIVE_TOO_LARGE',
  ],
  [
    'many entries that are not listed',
    () => full({ entries: manyEntries(50_000, true) }),
    'ARCHIVE_CORRUPT',
  ],
]);

type Lies = NonNullable<Parameters<typeof gzipMember>[1]>;

function member(lies: Lies): Buffer {
  return gzipMember(hostileTar({ entries: [GUIDE, DATABASE] }), lies);
}

function headed(editHeader: (header: Buffer) => void): Buffer {
  return member({ editHeader });
}

function repeated(bytes: Buffer, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => bytes));
}

/** An archive that begins well; its image declares `size` bytes and zeros follow for ever. */
function bomb(size: number): Buffer {
  const { content: _, ...image } = media('z.jpg');
  const head = Buffer.concat(
    [GUIDE, DATABASE, { ...image, size: Math.min(size, 0o77777777777) }].map(tarEntry),
  );
  const first = Buffer.concat([head, Buffer.alloc(MIB - head.length)]);
  return Buffer.concat([gzipMember(first), repeated(gzipMember(ZEROS), 1024)]);
}

function manyEntries(count: number, unlisted: boolean): HostileEntry[] {
  const entries = Array.from({ length: count }, (_, at) => ({
    ...media(String(at).padStart(8, '0'), Buffer.alloc(0)),
    unlisted,
  }));
  return [GUIDE, DATABASE, ...(unlisted ? [media('0')] : []), ...entries];
}
