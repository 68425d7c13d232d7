import { definerFingerprint } from '../archive/definer-fingerprint';
import type { ManifestParts } from '../archive/manifest';
import type { BackupCounts } from '../contracts/backups';
import type { DatabaseFacts, TableFacts } from '../database/engine';
import type { MissingMedia } from '../media/find-missing-media';
import type { ArchivedMedia } from './archive-media';
import type { MakeArchiveInput } from './make-archive';

/** How much is in an archive: for its record, and for its manifest. */
export function countsOf(
  input: MakeArchiveInput,
  database: DatabaseFacts | null,
  media: ArchivedMedia | null,
  missing: MissingMedia,
): BackupCounts {
  const rows = new Map(database?.tables.map((table) => [table.name, table.rows]));
  const entries = input.identity.contentTables.flatMap(([uid, table]) => {
    const count = rows.get(table);
    return count === undefined ? [] : [[uid, count] as const];
  });
  return {
    tables: database?.tables.length ?? 0,
    rows: database?.tables.reduce((sum, table) => sum + table.rows, 0) ?? 0,
    mediaFiles: media?.files ?? 0,
    mediaBytes: media?.bytes ?? 0,
    missingMedia: missing.count,
    entries: Object.fromEntries(entries),
    adminUsers: rows.get('admin_users') ?? 0,
  };
}

/** Beyond so many tables the manifest would grow past what readers take. */
const TABLES_WITH_COLUMNS = 2_000;

/** Which tables Strapi itself has made tells a restore what Strapi would drop at its next start. */
function withColumns(
  { identity }: MakeArchiveInput,
  tables: readonly TableFacts[],
): ManifestParts['tables'] {
  if (tables.length > TABLES_WITH_COLUMNS) return [...tables];
  const known = new Map(identity.strapiTables.map(({ name, columns }) => [name, columns]));
  return tables.map((table) => {
    const columns = known.get(table.name);
    return columns === undefined ? table : { ...table, columns: [...columns] };
  });
}

/** What an archive says about itself; the writer adds what it counted. */
export function manifestOf(
  input: MakeArchiveInput,
  database: DatabaseFacts | null,
  media: ArchivedMedia | null,
  counts: BackupCounts,
): ManifestParts {
  const { record, identity } = input;
  return {
    id: record.id,
    name: record.name,
    type: record.type,
    createdAt: record.createdAt,
    site: { id: identity.id, name: identity.name },
    versions: identity.versions,
    database:
      database === null
        ? null
        : {
            client: database.client,
            serverVersion: database.serverVersion,
            charset: database.charset,
            collation: database.collation,
            snapshotLevel: database.snapshotLevel,
            flavour: database.flavour,
            ...(database.objects.length === 0
              ? {}
              : {
                  objects: database.objects.map(({ kind, name, definer }) => ({
                    kind,
                    name,
                    definer: definerFingerprint(record.id, definer),
                  })),
                }),
            ...(database.history.length === 0 ? {} : { history: [...database.history] }),
          },
    schemaFingerprint: database?.schemaFingerprint ?? null,
    tables: withColumns(input, database?.tables ?? []),
    counts,
    media:
      media === null
        ? null
        : {
            files: media.files,
            bytes: media.bytes,
            missing: counts.missingMedia,
            changed: media.changed,
            skipped: media.skipped,
            provider: input.provider,
          },
    options: { excludeLogs: record.excludeLogs, excludePaths: [...input.excludePaths] },
    secretFingerprints: input.secretFingerprints,
  };
}
