import { rmSync } from 'node:fs';
import path from 'node:path';
import { MEDIA_ROOT } from '../archive/entry-path';
import type { Manifest } from '../archive/manifest';
import { sidecarText } from '../archive/sidecar';
import { ArchiveWriter } from '../archive/write-archive';
import type { Backup, BackupCounts, Warning } from '../contracts/backups';
import type { DatabaseFacts } from '../database/engine';
import type { DatabaseSettings } from '../database/settings';
import { dumpSqlite, sqliteSize } from '../database/sqlite/dump-sqlite';
import { listMediaUrls } from '../database/sqlite/list-media-urls';
import { underSqliteFence } from '../database/sqlite/under-fence';
import { BackupError } from '../errors';
import type { Lease } from '../lease/lease';
import { excludePaths } from '../media/exclude-paths';
import { findMissingMedia, type MissingMedia } from '../media/find-missing-media';
import { measureMedia, type MediaSize } from '../media/measure-media';
import { pausePoint } from '../pause-points';
import type { SiteIdentity } from '../site';
import { requireSpace } from '../storage/disk-space';
import { publishArchive } from '../storage/publish-archive';
import type { TaskContext } from '../worker/tasks';
import { archiveMedia, type ArchivedMedia } from './archive-media';
import { backupWarnings } from './backup-warnings';
import { restoreGuide } from './restore-guide';

export interface MakeArchiveInput {
  readonly record: Backup & { readonly fileName: string };
  readonly folder: string;
  /** An empty folder for this job. */
  readonly scratch: string;
  /** What is archived; null when there is nothing of the kind. */
  readonly database: DatabaseSettings | null;
  readonly uploads: string | null;
  readonly provider: string;
  readonly identity: Omit<SiteIdentity, 'secretFingerprints' | 'isManagedTable'>;
  /** Where the site keeps its database file, relative to its root; for RESTORE.md. */
  readonly databasePath: string;
  readonly secretFingerprints: Manifest['secretFingerprints'];
  readonly excludePaths: readonly string[];
  readonly minFreeDisk: number;
  readonly lease: Lease;
}

export interface MadeArchive {
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
  readonly uncompressedSize: number;
  readonly database: Backup['database'];
  readonly counts: BackupCounts;
  readonly warnings: Warning[];
}

/**
 * The worker's part of a backup: database / media → archive → storage.
 *
 * @throws BackupError; then neither archive nor sidecar is there
 */
export async function makeArchive(
  input: MakeArchiveInput,
  context: TaskContext,
): Promise<MadeArchive> {
  const { record } = input;
  const final = path.join(input.folder, record.fileName);
  const temporary = `${final}.partial`;
  const sources = planSources(input, context);
  const meter = archiveMeter(sources, context);
  const writer = await ArchiveWriter.open({
    file: temporary,
    scratch: input.scratch,
    compression:
      record.compression === 'gzip'
        ? { method: 'gzip', level: record.compressionLevel }
        : { method: 'none', level: 0 },
    signal: context.signal,
    onProgress: meter.add,
  });
  try {
    await writer.addBuffer('RESTORE.md', Buffer.from(guideOf(input)), new Date(record.createdAt));
    const database = await archiveDatabase(input, sources, writer, meter, context);
    pausePoint('backup.archive.database');
    const media = await archiveFiles(input, sources, writer, meter, context);
    pausePoint('backup.archive.media');
    const missing = findMissing(input, media);
    const counts = countsOf(input, database, media, missing);
    context.signal.throwIfAborted();
    const written = await writer.finish(manifestOf(input, database, media, counts));
    pausePoint('backup.archive.sealed');

    context.report({ done: 0, total: 0, item: record.fileName }, 'publish');
    publishArchive({
      temporary,
      final,
      size: written.size,
      sidecar: sidecarText({
        archive: { size: written.size, sha256: written.sha256 },
        manifest: written.manifest,
      }),
      underFence: (act) => {
        underSqliteFence(context.database, input.lease, act);
      },
    });
    return {
      fileName: record.fileName,
      size: written.size,
      sha256: written.sha256,
      uncompressedSize: written.uncompressedSize,
      database:
        database === null ? null : { client: database.client, version: database.serverVersion },
      counts,
      warnings: backupWarnings({ media, missing, provider: input.provider }),
    };
  } catch (error) {
    await writer.abort();
    rmSync(temporary, { force: true });
    throw error;
  }
}

interface Sources {
  readonly database: DatabaseSettings | null;
  readonly uploads: string | null;
  readonly mediaSize: MediaSize;
  readonly databaseSize: number;
  readonly exclude: (path: Buffer) => boolean;
}

/** What is going to be archived, how large it is, and whether there is room for it. */
function planSources(input: MakeArchiveInput, context: TaskContext): Sources {
  context.report({ done: 0, total: 0 }, 'plan');
  const database = input.record.type === 'media' ? null : input.database;
  const uploads = input.record.type === 'database' ? null : input.uploads;
  const exclude = excludePaths(input.excludePaths);
  const mediaSize = uploads === null ? { files: 0, bytes: 0 } : measureMedia(uploads, exclude);
  const databaseSize = database === null ? 0 : sqliteSize(database);
  // The snapshot and the archive lie on the disk together; compression is not counted on.
  requireSpace(input.folder, 2 * databaseSize + mediaSize.bytes, input.minFreeDisk);
  return { database, uploads, mediaSize, databaseSize, exclude };
}

interface ArchiveMeter {
  /** What is being added, for people. */
  item: string;
  readonly add: (bytes: number) => void;
}

function archiveMeter(sources: Sources, context: TaskContext): ArchiveMeter {
  const total = sources.databaseSize + sources.mediaSize.bytes;
  let done = 0;
  const meter: ArchiveMeter = {
    item: '',
    add: (bytes) => {
      // The guide comes first of all, before the snapshot: it is nothing to report.
      if (meter.item === '') return;
      done += bytes;
      context.report({ done, total, item: meter.item }, 'archive');
    },
  };
  return meter;
}

async function archiveDatabase(
  input: MakeArchiveInput,
  sources: Sources,
  writer: ArchiveWriter,
  meter: ArchiveMeter,
  context: TaskContext,
): Promise<DatabaseFacts | null> {
  if (sources.database === null) return null;
  context.report({ done: 0, total: 0, item: 'database' }, 'snapshot');
  return dumpSqlite(
    sources.database,
    {
      addFile: async (entry, file) => {
        meter.item = entry;
        const added = await writer.addFile(entry, file);
        if (added.missing !== null || added.changed !== null) {
          throw new BackupError(
            'SNAPSHOT_INCOMPLETE',
            'The copy of the database changed while it was archived. Another program works in the backup folder; try again without it.',
          );
        }
      },
    },
    {
      scratch: input.scratch,
      excludeLogs: input.record.excludeLogs,
      signal: context.signal,
      report: (progress) => {
        context.report(progress, 'snapshot');
      },
      log: context.log,
    },
  );
}

async function archiveFiles(
  input: MakeArchiveInput,
  sources: Sources,
  writer: ArchiveWriter,
  meter: ArchiveMeter,
  context: TaskContext,
): Promise<ArchivedMedia | null> {
  if (sources.uploads === null) return null;
  return archiveMedia({
    uploads: sources.uploads,
    exclude: sources.exclude,
    prefix: MEDIA_ROOT,
    writer,
    signal: context.signal,
    log: context.log,
    onFile: (name) => {
      meter.item = name;
    },
  });
}

/** A backup of media alone still knows from the database which files should be there. */
function findMissing(input: MakeArchiveInput, media: ArchivedMedia | null): MissingMedia {
  if (media === null || input.uploads === null || input.database === null) {
    return { count: media?.vanished.length ?? 0, named: media?.vanished ?? [] };
  }
  const snapshot = path.join(input.scratch, 'database.sqlite');
  const file = input.record.type === 'media' ? input.database.filename : snapshot;
  const unread = new Set(media.vanished);
  const absent = findMissingMedia(listMediaUrls(input.database, file), input.uploads, unread);
  return { count: absent.count + unread.size, named: [...unread, ...absent.named] };
}

function countsOf(
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

function manifestOf(
  input: MakeArchiveInput,
  database: DatabaseFacts | null,
  media: ArchivedMedia | null,
  counts: BackupCounts,
): Parameters<ArchiveWriter['finish']>[0] {
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
          },
    schemaFingerprint: database?.schemaFingerprint ?? null,
    tables: [...(database?.tables ?? [])],
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

function guideOf(input: MakeArchiveInput): string {
  return restoreGuide({
    record: input.record,
    fileName: input.record.fileName,
    versions: input.identity.versions,
    databasePath: input.databasePath,
  });
}
