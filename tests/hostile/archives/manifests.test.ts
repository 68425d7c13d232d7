import {
  DATABASE,
  GUIDE,
  media,
  sealedText,
  type ArchivePlan,
} from '../../support/hostile-archive';
import { full, MIB, refuses } from './refuses';

refuses('manifests', [
  // Manifests that lie.
  [
    'a newer version',
    () => full({ editManifest: (m) => ({ ...m, formatVersion: 2 }) }),
    'ARCHIVE_VERSION',
    /Update/,
  ],
  [
    'no version',
    () => full({ editManifest: ({ formatVersion: _, ...m }) => m }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'version 0',
    () => full({ editManifest: (m) => ({ ...m, formatVersion: 0 }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a type without its media',
    () => full({ entries: [GUIDE, DATABASE], editManifest: (m) => ({ ...m, type: 'full' }) }),
    'ARCHIVE_CORRUPT',
    /media/,
  ],
  [
    'a type without its database',
    () => full({ entries: [GUIDE, media('a')] }),
    'ARCHIVE_CORRUPT',
    /database/,
  ],
  [
    'media that the type has not',
    () => full({ editManifest: (m) => ({ ...m, type: 'database' }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another kind of database',
    () => full({ editManifest: inDatabase({ client: 'mysql' }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'an unknown kind of database',
    () => full({ editManifest: inDatabase({ client: 'oracle' }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a second database file',
    () => full({ entries: [GUIDE, DATABASE, { name: 'database/x.sql' }] }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another number of entries',
    () => full({ editManifest: inEntries({ count: 4 }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another sum of sizes',
    () => full({ editManifest: inEntries({ bytes: 4 }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another hash of the list',
    () => full({ editManifest: inEntries({ sha256: '0'.repeat(64) }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another place of the list',
    () => full({ editManifest: inEntries({ offset: 512 }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another time of creation',
    () => full({ editManifest: (m) => ({ ...m, createdAt: '2026-01-31T08:15:31.123Z' }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another number of media files',
    () => full({ editManifest: inMedia({ files: 1 }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'another size of the media',
    () => full({ editManifest: inMedia({ bytes: 1 }) }),
    'ARCHIVE_CORRUPT',
  ],
  ['other counts', () => full({ editManifest: inCounts({ mediaFiles: 9 }) }), 'ARCHIVE_CORRUPT'],
  ['another compression', () => full({ method: 'none' }), 'ARCHIVE_CORRUPT'],
  [
    'a number that is none',
    () => full({ editManifest: inCounts({ rows: 1e300 }) }),
    'ARCHIVE_CORRUPT',
  ],
  ['a negative number', () => full({ editManifest: inCounts({ rows: -1 }) }), 'ARCHIVE_CORRUPT'],
  [
    'a field more',
    () => full({ editManifest: (m) => ({ ...m, run: 'rm -rf /' }) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a manifest without its hash',
    () => full({ editManifestText: (t) => t.replace('Hostile', 'Harmless') }),
    'ARCHIVE_CORRUPT',
    /checksum/,
  ],
  [
    'a key twice in the manifest',
    () => full({ editManifestText: (t) => t.replace('"type"', '"type": "media",\n  "type"') }),
    'ARCHIVE_CORRUPT',
  ],
  ['a manifest with blanks', () => full({ editManifestText: (t) => `${t} ` }), 'ARCHIVE_CORRUPT'],
  [
    'a manifest with a byte order mark',
    () => full({ editManifestText: (t) => `\uFEFF${t}` }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a prototype',
    () =>
      full({ editManifestText: (t) => t.replace('{', '{\n  "__proto__": { "type": "full" },') }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a prototype with a right hash',
    () =>
      full({
        editManifestText: () =>
          sealedText(JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>),
      }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'nesting without end',
    () => full({ editManifestText: () => '['.repeat(3 * MIB) }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a million empty objects',
    () => full({ editManifestText: () => `[${'{},'.repeat(MIB)}{}]` }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a number of a million digits',
    () => full({ editManifestText: () => `{"formatVersion":${'9'.repeat(MIB)}}` }),
    'ARCHIVE_CORRUPT',
  ],
  [
    'a manifest of 5 MiB',
    () => full({ editManifestText: () => ' '.repeat(5 * MIB) }),
    'ARCHIVE_TOO_LARGE',
  ],
  ['an empty manifest', () => full({ editManifestText: () => '' }), 'ARCHIVE_CORRUPT'],
  [
    'bytes that are no text',
    () => full({ editManifestText: () => Buffer.alloc(100, 0xff) }),
    'ARCHIVE_CORRUPT',
  ],
]);

type EditManifest = NonNullable<ArchivePlan['editManifest']>;

function within(field: string): (change: Record<string, unknown>) => EditManifest {
  return (change) => (manifest) => ({
    ...manifest,
    [field]: { ...(manifest[field] as Record<string, unknown>), ...change },
  });
}

function inDatabase(change: Record<string, unknown>): EditManifest {
  return within('database')(change);
}

function inEntries(change: Record<string, unknown>): EditManifest {
  return within('entries')(change);
}

function inMedia(change: Record<string, unknown>): EditManifest {
  return within('media')(change);
}

function inCounts(change: Record<string, unknown>): EditManifest {
  return within('counts')(change);
}
