import { BackupError } from '../errors';
import type { ArchiveFacts } from './archive-facts';
import type { Manifest } from './manifest';

/** The end of an archive, as it is. */
export interface TailFacts {
  readonly method: 'gzip' | 'none';
  readonly listSha256: string;
  /** Where in the tar stream the header of entries.jsonl begins. */
  readonly listOffset: number;
  /** Times of entries.jsonl and manifest.json in their headers, which nothing else vouches for. */
  readonly listSeconds: number;
  readonly manifestSeconds: number;
}

/**
 * Compares what a manifest says with what is in its archive, before a writer closes the archive and
 * after a reader has read it.
 *
 * @throws BackupError ARCHIVE_CORRUPT, naming the first difference
 */
export function checkManifest(manifest: Manifest, facts: ArchiveFacts, tail: TailFacts): void {
  for (const [what, holds] of statements(manifest, facts, tail)) {
    if (!holds) {
      throw new BackupError(
        'ARCHIVE_CORRUPT',
        `The archive does not hold what its manifest.json says: ${what} differ.`,
      );
    }
  }
}

function* statements(
  manifest: Manifest,
  facts: ArchiveFacts,
  tail: TailFacts,
): Generator<readonly [string, boolean]> {
  const { type, database, media, counts, entries, compression } = manifest;
  const { method, level } = compression;
  yield ['the number of entries', entries.count === facts.listed.entries];
  yield ['the sizes of the entries', entries.bytes === facts.listed.bytes];
  yield ['entries.jsonl', entries.sha256 === tail.listSha256];
  yield ['the place of entries.jsonl', entries.offset === tail.listOffset];
  const seconds = Math.floor(Date.parse(manifest.createdAt) / 1000);
  yield ['the times', tail.listSeconds === seconds && tail.manifestSeconds === seconds];
  yield [
    'the kind of compression',
    method === tail.method && (level === 0) === (method === 'none'),
  ];
  yield ['the parts (database)', (type !== 'media') === (database !== null)];
  yield ['the parts (database)', (database !== null) === facts.database.entries > 0];
  yield [
    'the structure of the database',
    (database !== null) === (manifest.schemaFingerprint !== null),
  ];
  yield ['the tables', database !== null || manifest.tables.length === 0];
  yield ['the kinds of database', (database?.client === 'sqlite') === facts.isSqlite];
  yield ['the files of the database', !facts.isSqlite || facts.database.entries === 1];
  yield ['the parts (media)', (type !== 'database') === (media !== null)];
  yield ['the numbers of media files', (media?.files ?? 0) === facts.media.entries];
  yield ['the sizes of the media', (media?.bytes ?? 0) === facts.media.bytes];
  yield ['the counts of media files', counts.mediaFiles === facts.media.entries];
  yield ['the counts of media bytes', counts.mediaBytes === facts.media.bytes];
  yield ['the counts of missing media', counts.missingMedia === (media?.missing ?? 0)];
}
