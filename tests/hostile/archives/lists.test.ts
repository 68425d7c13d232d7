import {
  DATABASE,
  GUIDE,
  gzipMembers,
  hostileTar,
  media,
  tarEntry,
} from '../../support/hostile-archive';
import { among, full, MIB, refuses } from './refuses';

refuses('order and lists', [
  // Order.
  [
    'an entry twice',
    () => full({ entries: [GUIDE, DATABASE, media('a'), media('a')] }),
    'ARCHIVE_UNSAFE',
    /twice/,
  ],
  [
    'the database twice',
    () => full({ entries: [GUIDE, DATABASE, DATABASE, media('a')] }),
    'ARCHIVE_UNSAFE',
  ],
  [
    'descending names',
    () => full({ entries: [GUIDE, DATABASE, media('b'), media('a')] }),
    'ARCHIVE_UNSAFE',
    /after/,
  ],
  [
    'a twin far behind',
    () => full({ entries: [GUIDE, DATABASE, media('a'), media('b'), media('a')] }),
    'ARCHIVE_UNSAFE',
  ],
  [
    'a file as a folder',
    () => full({ entries: [GUIDE, DATABASE, media('a'), media('a/b')] }),
    'ARCHIVE_UNSAFE',
    /folder/,
  ],
  [
    'media before the database',
    () => full({ entries: [GUIDE, media('a'), DATABASE] }),
    'ARCHIVE_UNSAFE',
  ],
  ['no guide', () => full({ entries: [DATABASE, media('a')] }), 'ARCHIVE_UNSAFE'],
  ['the guide later', () => full({ entries: [DATABASE, GUIDE, media('a')] }), 'ARCHIVE_UNSAFE'],
  [
    'no list',
    () => full({ editTail: (tail) => tail.slice(1) }),
    'ARCHIVE_UNSAFE',
    /entries\.jsonl/,
  ],
  [
    'no manifest',
    () => full({ editTail: (tail) => tail.slice(0, 1) }),
    'ARCHIVE_TRUNCATED',
    /manifest\.json/,
  ],
  ['two manifests', () => full({ editTail: ([l, m]) => [l!, m!, m!] }), 'ARCHIVE_UNSAFE'],
  ['two lists', () => full({ editTail: ([l, m]) => [l!, l!, m!] }), 'ARCHIVE_UNSAFE'],
  [
    'an entry after the manifest',
    () => full({ editTail: (tail) => [...tail, media('z')] }),
    'ARCHIVE_UNSAFE',
  ],
  [
    'an entry between list and manifest',
    () => full({ editTail: ([l, m]) => [l!, media('z'), m!] }),
    'ARCHIVE_UNSAFE',
  ],
  // Lists that lie.
  [
    'an entry that is not listed',
    () => among({ ...media('z'), unlisted: true }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a listed entry that is not there',
    () => full({ editLines: (lines) => [...lines, lines[0]!] }),
    'ARCHIVE_CORRUPT',
    /RESTORE\.md/,
  ],
  [
    'a line left out',
    () => full({ editLines: (lines) => lines.filter((_, at) => at !== 2) }),
    'ARCHIVE_CORRUPT',
    /b\.jpg/,
  ],
  [
    'two lines exchanged',
    () => full({ editLines: ([a, b, c, d, e]) => [a!, b!, d!, c!, e!] }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another size',
    () => full({ editLines: edit('"size":5', '"size":6') }),
    'ARCHIVE_CORRUPT',
    /a\.jpg/,
  ],
  [
    'another hash',
    () => full({ editLines: edit(/"sha256":"../, '"sha256":"00') }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another time',
    () => full({ editLines: edit('08:15:30.000Z', '08:15:31.000Z') }),
    'ARCHIVE_CORRUPT',
  ],
  ['a time before tar', () => full({ editLines: edit('2026-', '1926-') }), 'ARCHIVE_CORRUPT'],
  ['another name', () => full({ editLines: edit('a.jpg', 'c.jpg') }), 'ARCHIVE_CORRUPT'],
  ['a name that leads up', () => full({ editLines: edit('a.jpg', '../a.jpg') }), 'ARCHIVE_UNSAFE'],
  [
    'a key twice',
    () => full({ editLines: edit('"size":5', '"size":1,"size":5') }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a key more',
    () => full({ editLines: edit('"size":5', '"size":5,"mode":511') }),
    'ARCHIVE_CORRUPT',
  ],
  ['another escape', () => full({ editLines: edit('a.jpg', '\\u0061.jpg') }), 'ARCHIVE_CORRUPT'],
  [
    'base64 without need',
    () =>
      full({ editLines: edit('"size":5', '"pathBase64":"bWVkaWEvdXBsb2Fkcy9hLmpwZw==","size":5') }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a line that is no JSON',
    () => full({ editLines: (lines) => ['{\n', ...lines] }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a line of 1 MiB',
    () => full({ editLines: (lines) => [`${'['.repeat(MIB)}\n`, ...lines] }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a list without an end',
    () => full({ editLines: (lines) => [...lines, '{"path"'] }),
    'ARCHIVE_CORRUPT',
  ],
  ['an empty list', () => full({ editLines: () => [] }), 'ARCHIVE_CORRUPT'],
  [
    'a checksum that is wrong',
    () => full({ editSums: (sums) => sums.replace(/^./, 'z') }),
    'ARCHIVE_CORRUPT',
    /SHA256SUMS/,
  ],
  [
    'a checksum line more',
    () => full({ editSums: (sums) => `${sums}${'0'.repeat(64)}  /etc/passwd\n` }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a checksum line less',
    () => full({ editSums: (sums) => sums.slice(sums.indexOf('\n') + 1) }),
    'ARCHIVE_CORRUPT',
  ],
  // The end.
  ['no end mark', () => full({ end: Buffer.alloc(0) }), 'ARCHIVE_TRUNCATED'],
  ['half an end mark', () => full({ end: Buffer.alloc(512) }), 'ARCHIVE_TRUNCATED'],
  [
    'an end mark with data',
    () => full({ end: Buffer.concat([Buffer.alloc(512), Buffer.alloc(512, 1)]) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'zeros after the end mark',
    () => full({ end: Buffer.alloc(10_240) }),
    'ARCHIVE_UNSAFE',
    /end mark/,
  ],
  [
    'an archive after the end mark',
    () =>
      gzipMembers(
        Buffer.concat([hostileTar({ entries: [GUIDE, DATABASE] }), tarEntry(media('z'))]),
      ),
    'ARCHIVE_UNSAFE',
  ],
  [
    'bytes after the last member',
    () => Buffer.concat([full(), Buffer.from('trailing data that is no member')]),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a few bytes after the last member',
    () => Buffer.concat([full(), Buffer.from('x')]),
    'ARCHIVE_CORRUPT',
  ],
  ['a second archive', () => Buffer.concat([full(), full()]), 'ARCHIVE_CORRUPT'],
]);

function edit(from: string | RegExp, to: string): (lines: string[]) => string[] {
  return (lines) =>
    lines
      .join('')
      .replace(from, to)
      .split(/(?<=\n)/);
}
