import type { ManifestParts } from '../../../server/src/archive/manifest';

interface Content {
  readonly database?: boolean;
  /** Sizes of the media files; null without a media part. */
  readonly media?: readonly number[] | null;
}

/** What the maker of a backup would say about an archive with this content. */
export function manifestParts({ database = true, media = null }: Content = {}): ManifestParts {
  const files = media?.length ?? 0;
  const bytes = media?.reduce((sum, size) => sum + size, 0) ?? 0;
  return {
    id: 'abcdefghijklmnopqrstuvwx',
    name: 'Nightly',
    type: typeOf(database, media !== null),
    createdAt: '2026-01-31T08:15:30.123Z',
    site: { id: 'site-1', name: 'Example' },
    versions: { plugin: '0.1.0', strapi: '5.54.0', node: 'v20.20.2' },
    database: database
      ? {
          client: 'sqlite',
          serverVersion: '3.50.0',
          charset: null,
          collation: null,
          snapshotLevel: 'snapshot-wal',
          flavour: 'sqlite',
        }
      : null,
    schemaFingerprint: database ? 'f'.repeat(64) : null,
    tables: database
      ? [{ name: 'articles', rows: 3, largestRow: null, endMarker: '3', own: false }]
      : [],
    counts: {
      tables: database ? 1 : 0,
      rows: database ? 3 : 0,
      mediaFiles: files,
      mediaBytes: bytes,
      missingMedia: 0,
      entries: database ? { 'api::article.article': 3 } : {},
      adminUsers: 1,
    },
    media:
      media === null
        ? null
        : { files, bytes, missing: 0, changed: 0, skipped: 0, provider: 'local' },
    options: { excludeLogs: false, excludePaths: [] },
    secretFingerprints: {
      appKeys: '0123456789abcdef',
      adminJwtSecret: null,
      apiTokenSalt: null,
      transferTokenSalt: null,
      encryptionKey: null,
    },
  };
}

function typeOf(database: boolean, media: boolean): ManifestParts['type'] {
  if (!media) return 'database';
  return database ? 'full' : 'media';
}
