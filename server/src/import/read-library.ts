import { createReadStream, lstatSync, mkdirSync, utimesSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { clampTime } from '../archive/clamp-time';
import { asDiskError } from '../archive/disk-error';
import { MEDIA_ROOT, parseEntryPath } from '../archive/entry-path';
import { showPath } from '../archive/show-path';
import { unpackEntry } from '../archive/unpack-entry';
import { archiveMedia } from '../backup/archive-media';
import { errorCode } from '../error-code';
import { BackupError } from '../errors';
import { measureMedia } from '../media/measure-media';
import type { WriteLog } from '../progress';
import { diskSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';
import type { ConvertUploadInput, ImportedParts } from './convert-upload';
import { countingBytes } from './counting-bytes';
import { isGzip } from './is-gzip';

interface LibrarySource extends ConvertUploadInput {
  readonly folder: string;
  readonly log: WriteLog;
}

/** Folders that people pack: then the files are those in it, whatever is around. */
const ROOTS = /^(?:\.\/)?(?:(?:[^/]+\/)*?public\/)?uploads\//;
/** Archives of ours that somebody has unpacked and packed again: their database is no media. */
const OURS =
  /^(?:[^/]+\/)?(?:manifest\.json|entries\.jsonl|SHA256SUMS|database\/[^/]+\.(?:sql|sqlite))$/;
const ENTRIES_MAX = 2_000_000;
const DEPTH_MAX = 64;
/** What a file system takes at least for a file or a folder. */
const BLOCK = 4096;
const SLASH = 0x2f;
const FILES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile']);

/**
 * Files of a tar → a private folder, by a reader that makes nothing but files and folders, at names that our
 * archives could have.
 *
 * @throws BackupError ARCHIVE_UNSAFE, ARCHIVE_CORRUPT, UPLOAD_REFUSED, DISK_FULL
 */
export async function readLibrary(
  source: LibrarySource,
  context: TaskContext,
): Promise<ImportedParts> {
  const { folder } = source;
  const { rooted } = await lookThrough(source, context);
  const room = { free: diskSpace(folder).free - source.minFreeDisk };
  const found = { files: 0, hidden: 0, outside: 0 };
  await eachTarEntry(source, context, async (entry) => {
    const name = entry.path.replace(/^\.\//, '');
    if (entry.type === 'Directory') return;
    if (rooted && !ROOTS.test(name)) {
      found.outside += 1;
      return;
    }
    const relative = name.replace(ROOTS, '');
    if (relative.split('/').some((part) => part.startsWith('.') && part !== '..' && part !== '.')) {
      found.hidden += 1;
      return;
    }
    const { bytes } = parseEntryPath(`${MEDIA_ROOT}${relative}`);
    const target = Buffer.concat([Buffer.from(`${folder}/`), bytes.subarray(MEDIA_ROOT.length)]);
    makeRoom(target, name);
    await unpackEntry(entry, target, { size: entry.size, free: room.free });
    const blocks = Math.ceil(entry.size / BLOCK) + relative.split('/').length;
    room.free -= blocks * BLOCK;
    const seconds = clampTime(entry.mtime?.getTime() ?? 0) / 1000;
    utimesSync(target, seconds, seconds);
    found.files += 1;
  });
  if (found.files === 0) {
    throw new BackupError(
      'UPLOAD_REFUSED',
      'There is no file in this tar that a library could have.',
    );
  }
  if (found.outside > 0) {
    source.log('warn', `Files beside the uploads folder were left out: ${String(found.outside)}.`);
  }
  if (found.hidden > 0) {
    source.log('warn', `Hidden files were left out: ${String(found.hidden)}.`);
  }
  return partsOf(source, context);
}

/** All names first: what is in it decides which of it are media, and whether any of it is taken. */
async function lookThrough(
  source: LibrarySource,
  context: TaskContext,
): Promise<{ readonly rooted: boolean }> {
  let entries = 0;
  let rooted = false;
  await eachTarEntry(source, context, async (entry) => {
    const name = entry.path.replace(/^\.\//, '');
    entries += 1;
    if (entries > ENTRIES_MAX) throw unsafe(name, 'there are too many entries before it');
    if (name.split('/').length > DEPTH_MAX) throw unsafe(name, 'it lies in too many folders');
    if (name.startsWith('/') || name.split('/').includes('..')) {
      throw unsafe(name, 'its name leads out of the folder');
    }
    if (OURS.test(name)) {
      throw unsafe(
        name,
        'it is a part of an archive that was unpacked. Send the archive itself, as it was',
      );
    }
    if (entry.type !== 'Directory' && !FILES.has(entry.type)) {
      throw unsafe(name, 'only plain files are taken, no links and no devices');
    }
    if (entry.type !== 'Directory' && ROOTS.test(name)) rooted = true;
  });
  return { rooted };
}

function partsOf(source: LibrarySource, context: TaskContext): ImportedParts {
  const { files, bytes } = measureMedia(source.folder, () => false);
  return {
    madeAt: null,
    parts: {
      type: 'media',
      database: null,
      schemaFingerprint: null,
      tables: [],
      media: { files, bytes, missing: 0, changed: 0, skipped: 0, provider: 'local' },
      counts: {
        tables: 0,
        rows: 0,
        mediaFiles: files,
        mediaBytes: bytes,
        missingMedia: 0,
        entries: {},
        adminUsers: 0,
      },
    },
    addTo: async (writer) => {
      await archiveMedia({
        uploads: source.folder,
        exclude: () => false,
        prefix: MEDIA_ROOT,
        writer,
        signal: context.signal,
        log: source.log,
        onFile: () => undefined,
      });
    },
  };
}

/** One entry after the other: the next one waits until this one has been taken. */
async function eachTarEntry(
  source: LibrarySource,
  context: TaskContext,
  take: (entry: ReadEntry) => Promise<void>,
): Promise<void> {
  const failure: { error: unknown } = { error: null };
  const parser = new Parser({ strict: true, gzip: false, maxMetaEntrySize: 1024 * 1024 });
  parser.on('ignoredEntry', (entry: ReadEntry) => {
    // Sparse files, and whatever else is more than a name and bytes.
    parser.abort(unsafe(entry.path, 'it is of a kind that is not taken'));
    failure.error ??= unsafe(entry.path, 'it is of a kind that is not taken');
  });
  let last: Promise<void> = Promise.resolve();
  parser.on('entry', (entry: ReadEntry) => {
    last = last
      .then(() => (failure.error === null ? take(entry) : undefined))
      .catch((error: unknown) => {
        failure.error ??= error;
        parser.abort(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        entry.resume();
      });
  });
  try {
    const input = createReadStream(source.file, { highWaterMark: 64 * 1024 });
    const counter = countingBytes(source.file, context);
    const sink = parser as unknown as NodeJS.WritableStream;
    const { signal } = context;
    // Unpacked in small pieces before it: the parser itself would take as many entries as a piece holds.
    if (await isGzip(source.file)) await pipeline(input, counter, createGunzip(), sink, { signal });
    else await pipeline(input, counter, sink, { signal });
    await last;
  } catch (error) {
    failure.error ??= error;
  }
  context.signal.throwIfAborted();
  if (failure.error === null) return;
  if (failure.error instanceof BackupError) throw failure.error;
  const disk = asDiskError(failure.error);
  if (disk instanceof BackupError) throw disk;
  throw new BackupError(
    'ARCHIVE_CORRUPT',
    'This is no whole tar: it is damaged, or ends too early. Send it again, or another one.',
    { cause: failure.error },
  );
}

/** The folders of a file; nothing may be at its place, and no file at theirs. */
function makeRoom(target: Buffer, name: string): void {
  try {
    mkdirSync(target.subarray(0, target.lastIndexOf(SLASH)), { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!['EEXIST', 'ENOTDIR'].includes(errorCode(error))) throw error;
    throw unsafe(name, 'another entry is a file where this one has a folder');
  }
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
    throw unsafe(name, 'its name is there twice');
  }
}

function unsafe(name: string, reason: string): BackupError {
  return new BackupError(
    'ARCHIVE_UNSAFE',
    `This tar is not taken because of its entry ${showPath(Buffer.from(name))}: ${reason}.`,
  );
}
