import { rmSync } from 'node:fs';
import path from 'node:path';
import { MEDIA_ROOT } from '../archive/entry-path';
import type { Manifest } from '../archive/manifest';
import { sidecarText } from '../archive/sidecar';
import { ArchiveWriter } from '../archive/write-archive';
import type { Backup, BackupCounts, Warning } from '../contracts/backups';
import type { DatabaseFacts, DumpSink, KeptDatabase } from '../database/engine';
import { BackupError } from '../errors';
import type { Lease } from '../lease/lease';
import { excludePaths } from '../media/exclude-paths';
import { findMissingMedia, type MissingMedia } from '../media/find-missing-media';
import { measureMedia, type MediaSize } from '../media/measure-media';
import { pausePoint } from '../pause-points';
import type { SiteIdentity, StrapiTable } from '../site';
import { requireSpace } from '../storage/disk-space';
import { publishArchive } from '../storage/publish-archive';
import type { TaskContext } from '../worker/tasks';
import { archiveMedia, type ArchivedMedia } from './archive-media';
import { backupWarnings } from './backup-warnings';
import { countsOf, manifestOf } from './describe-archive';
import { restoreGuide } from './restore-guide';

export interface MakeArchiveInput {
  readonly record: Backup & { readonly fileName: string };
  readonly folder: string;
  /** An empty folder for this job. */
  readonly scratch: string;
  /** A database that a swap had kept, instead of the live one. */
  readonly keptDatabase: KeptDatabase;
  /** The media that are archived; null when there are none. */
  readonly uploads: string | null;
  readonly provider: string;
  readonly identity: Omit<
    SiteIdentity,
    'secretFingerprints' | 'isManagedTable' | 'strapiTables' | 'mergeModel'
  > & { readonly strapiTables: readonly StrapiTable[] };
  /** Where the site keeps its database file, relative to its root; null for a server. For RESTORE.md. */
  readonly databasePath: string | null;
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
  const sources = await planSources(input, context);
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
    const notes: string[] = [];
    const database = await archiveDatabase(input, writer, meter, context, (text) => {
      notes.push(text);
    });
    pausePoint('backup.archive.database');
    const media = await archiveFiles(input, sources, writer, meter, context);
    pausePoint('backup.archive.media');
    const missing = await findMissing(input, media, context);
    const counts = countsOf(input, database, media, missing);
    context.signal.throwIfAborted();
    const written = await writer.finish(manifestOf(input, database, media, counts));
    pausePoint('backup.archive.sealed');

    context.report({ done: 0, total: 0, item: record.fileName }, 'publish');
    await publishArchive({
      temporary,
      final,
      size: written.size,
      sidecar: sidecarText({
        archive: { size: written.size, sha256: written.sha256 },
        manifest: written.manifest,
      }),
      underFence: (act) => context.engine.underFence(input.lease, act),
    });
    return {
      fileName: record.fileName,
      size: written.size,
      sha256: written.sha256,
      uncompressedSize: written.uncompressedSize,
      database:
        database === null ? null : { client: database.client, version: database.serverVersion },
      counts,
      warnings: [
        ...notes.map((message) => ({ code: 'DATABASE_NOTE', message })),
        ...backupWarnings({ media, missing, provider: input.provider }),
      ],
    };
  } catch (error) {
    await writer.abort();
    rmSync(temporary, { force: true });
    throw error;
  }
}

interface Sources {
  readonly uploads: string | null;
  readonly mediaSize: MediaSize;
  readonly databaseSize: number;
  readonly exclude: (path: Buffer) => boolean;
}

/** What is going to be archived, how large it is, and whether there is room for it. */
async function planSources(input: MakeArchiveInput, context: TaskContext): Promise<Sources> {
  context.report({ done: 0, total: 0 }, 'plan');
  const uploads = input.record.type === 'database' ? null : input.uploads;
  const exclude = excludePaths(input.excludePaths);
  const mediaSize = uploads === null ? { files: 0, bytes: 0 } : measureMedia(uploads, exclude);
  const databaseSize =
    input.record.type === 'media' ? 0 : await context.engine.size(input.keptDatabase);
  // The snapshot and the archive lie on the disk together; compression is not counted on.
  requireSpace(input.folder, 2 * databaseSize + mediaSize.bytes, input.minFreeDisk);
  return { uploads, mediaSize, databaseSize, exclude };
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
  writer: ArchiveWriter,
  meter: ArchiveMeter,
  context: TaskContext,
  onWarning: (text: string) => void,
): Promise<DatabaseFacts | null> {
  if (input.record.type === 'media') return null;
  context.report({ done: 0, total: 0, item: 'database' }, 'snapshot');
  return context.engine.dump(archiveSink(input, writer, meter), {
    scratch: input.scratch,
    excludeLogs: input.record.excludeLogs,
    kept: input.keptDatabase,
    signal: context.signal,
    report: (progress) => {
      // A dump is archived table by table while it is made: one step that goes on, not two by turns.
      if (meter.item === '') context.report(progress, 'snapshot');
    },
    log: (level, text) => {
      // What is worth a warning in the log is worth one in the list of backups.
      if (level === 'warn') onWarning(text);
      context.log(level, text);
    },
  });
}

/** The archive, as the database sees it. */
function archiveSink(
  input: MakeArchiveInput,
  writer: ArchiveWriter,
  meter: ArchiveMeter,
): DumpSink {
  return {
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
    addBuffer: async (entry, content) => {
      meter.item = entry;
      await writer.addBuffer(entry, content, new Date(input.record.createdAt));
    },
  };
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
async function findMissing(
  input: MakeArchiveInput,
  media: ArchivedMedia | null,
  context: TaskContext,
): Promise<MissingMedia> {
  if (media === null || input.uploads === null) return { count: 0, named: [] };
  const unread = new Set(media.vanished);
  const urls = context.engine.mediaUrls(input.scratch);
  const absent = await findMissingMedia(urls, input.uploads, unread);
  return { count: absent.count + unread.size, named: [...unread, ...absent.named] };
}

function guideOf(input: MakeArchiveInput): string {
  return restoreGuide({
    record: input.record,
    fileName: input.record.fileName,
    versions: input.identity.versions,
    databasePath: input.databasePath,
  });
}
