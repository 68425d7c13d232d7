import { extension, media, paxRecord, type HostileEntry } from '../../support/hostile-archive';
import { among, refuses } from './refuses';

refuses('names', [
  // Names that lead elsewhere.
  ['a way up', () => among(media('../../../etc/cron.d/x')), 'ARCHIVE_UNSAFE', /etc\/cron\.d/],
  ['a way up at the end', () => among(media('x/..')), 'ARCHIVE_UNSAFE'],
  ['a single dot', () => among(media('x/./y')), 'ARCHIVE_UNSAFE'],
  ['an absolute name', () => among({ name: '/etc/passwd' }), 'ARCHIVE_UNSAFE', /absolute/],
  ['a drive letter', () => among({ name: 'C:\\Windows\\x.dll' }), 'ARCHIVE_UNSAFE'],
  ['a share', () => among({ name: '\\\\server\\share\\x' }), 'ARCHIVE_UNSAFE'],
  ['an empty part', () => among(media('x//y')), 'ARCHIVE_UNSAFE'],
  ['no name', () => among({ name: '' }), 'ARCHIVE_UNSAFE', /empty/],
  ['a slash at the end', () => among(media('folder/')), 'ARCHIVE_UNSAFE'],
  ['a hidden file', () => among(media('.htaccess')), 'ARCHIVE_UNSAFE', /dot/],
  ['a hidden folder', () => among(media('x/.ssh/authorized_keys')), 'ARCHIVE_UNSAFE'],
  ['a part of 256 bytes', () => among(longName(Buffer.alloc(256, 'n'))), 'ARCHIVE_UNSAFE', /255/],
  ['a name of 5 kB', () => among(longName(Buffer.alloc(5000, 'abc/'))), 'ARCHIVE_UNSAFE'],
  ['a NUL in a long name', () => among(longName(nulName())), 'ARCHIVE_UNSAFE'],
  ['something after the NUL of a short name', () => among(afterNul()), 'ARCHIVE_UNSAFE'],
  // Files of the site that a backup never holds.
  ['configuration', () => among({ name: 'config/database.ts' }), 'ARCHIVE_UNSAFE', /not one of/],
  ['source code', () => among({ name: 'src/index.ts' }), 'ARCHIVE_UNSAFE'],
  ['package.json', () => among({ name: 'package.json' }), 'ARCHIVE_UNSAFE'],
  ['secrets', () => among({ name: 'env' }), 'ARCHIVE_UNSAFE'],
  ['media beside the uploads', () => among({ name: 'media/x.jpg' }), 'ARCHIVE_UNSAFE'],
  ['a folder below database', () => among({ name: 'database/x/y.sql' }), 'ARCHIVE_UNSAFE'],
  ['another letter case', () => among({ name: 'Media/uploads/x' }), 'ARCHIVE_UNSAFE'],
]);

function longName(name: Buffer): HostileEntry {
  const path = Buffer.concat([Buffer.from('media/uploads/'), name]);
  return { name: path, content: Buffer.from('x'), before: extension('x', paxRecord('path', path)) };
}

function nulName(): Buffer {
  return Buffer.concat([Buffer.alloc(120, 'n'), Buffer.of(0), Buffer.from('/../../x')]);
}

function afterNul(): HostileEntry {
  return media(Buffer.concat([Buffer.from('z'), Buffer.of(0), Buffer.from('hidden')]));
}
