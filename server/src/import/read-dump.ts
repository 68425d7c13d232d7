import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { asDiskError } from '../archive/disk-error';
import { EntryQueue } from '../database/mysql/entry-queue';
import { FINISH_ENTRY, SCHEMA_ENTRY } from '../database/mysql/entry-names';
import { FlowGate } from '../database/mysql/dump-tool/flow-gate';
import { PlainDump } from '../database/mysql/plain-dump/plain-dump';
import { errorCode } from '../error-code';
import { BackupError } from '../errors';
import type { WriteLog } from '../progress';
import { diskSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';
import type { ConvertUploadInput, ImportedParts } from './convert-upload';
import { countingBytes } from './counting-bytes';
import { isGzip } from './is-gzip';

/** What a file system takes at least for a file. */
const BLOCK = 4096;

interface DumpSource extends ConvertUploadInput {
  readonly folder: string;
  readonly log: WriteLog;
}

/**
 * Reads a plain dump once, and puts its rows aside as the files that they become in the archive: there all
 * tables come before all rows, and in another order.
 *
 * @throws BackupError ARCHIVE_UNSAFE, ARCHIVE_CORRUPT, UPLOAD_REFUSED, DISK_FULL
 */
export async function readDump(source: DumpSource, context: TaskContext): Promise<ImportedParts> {
  const { folder } = source;
  const room = { free: diskSpace(folder).free - source.minFreeDisk };
  const gate = new FlowGate(() => undefined);
  const queue = new EntryQueue(gate);
  const dump = new PlainDump(
    {
      addFile: () => Promise.reject(new Error('Rows come from memory.')),
      addBuffer: async (entry, content) => {
        room.free -= Math.ceil(content.length / BLOCK) * BLOCK;
        if (room.free < 0) throw diskFull();
        await writeFile(path.join(folder, path.basename(entry)), content, { mode: 0o600 });
      },
    },
    queue,
  );
  let begun = false;
  await readPlain(source, context, async (piece) => {
    dump.push(begun ? piece : withoutMark(piece));
    begun = true;
    await gate.passed();
    if (queue.failure !== null) throw queue.failure;
  });
  await queue.settled();
  const { facts, schema, finish, header } = dump.finish(source.log);
  await queue.finish();
  return {
    madeAt: header.completedAt,
    parts: {
      type: 'database',
      database: {
        client: facts.client,
        serverVersion: facts.serverVersion,
        charset: facts.charset,
        collation: facts.collation,
        snapshotLevel: facts.snapshotLevel,
        flavour: facts.flavour,
      },
      schemaFingerprint: facts.schemaFingerprint,
      tables: [...facts.tables],
      media: null,
      counts: {
        tables: facts.tables.length,
        rows: facts.tables.reduce((sum, { rows }) => sum + rows, 0),
        mediaFiles: 0,
        mediaBytes: 0,
        missingMedia: 0,
        entries: {},
        adminUsers: facts.tables.find(({ name }) => name === 'admin_users')?.rows ?? 0,
      },
    },
    addTo: async (writer) => {
      const time = new Date(header.completedAt ?? source.record.createdAt);
      await writer.addBuffer(SCHEMA_ENTRY, schema, time);
      for (const name of (await readdir(folder)).sort(byBytes)) {
        await writer.addFile(`database/${name}`, path.join(folder, name));
      }
      await writer.addBuffer(FINISH_ENTRY, finish, time);
    },
  };
}

/** The text of a dump, unpacked where it is packed. */
async function readPlain(
  source: DumpSource,
  context: TaskContext,
  take: (piece: Buffer) => Promise<void>,
): Promise<void> {
  const input = createReadStream(source.file, { highWaterMark: 256 * 1024 });
  const counter = countingBytes(source.file, context);
  const packed = await isGzip(source.file);
  // What stops the pipeline is told by it as an abort.
  const failure: { error: unknown } = { error: null };
  const sink = async (pieces: AsyncIterable<Buffer>) => {
    try {
      for await (const piece of pieces) await take(piece);
    } catch (error) {
      failure.error = error;
      throw error;
    }
  };
  try {
    if (packed) await pipeline(input, counter, createGunzip(), sink, { signal: context.signal });
    else await pipeline(input, counter, sink, { signal: context.signal });
  } catch (error) {
    context.signal.throwIfAborted();
    throw asReadError(failure.error ?? error);
  }
}

function asReadError(error: unknown): unknown {
  if (error instanceof BackupError) return error;
  if (errorCode(error).startsWith('Z_')) {
    return new BackupError(
      'ARCHIVE_CORRUPT',
      'The file is damaged or incomplete: it cannot be unpacked. Send it again, or another one.',
      { cause: error },
    );
  }
  return asDiskError(error);
}

/** Some programs write a mark of UTF-8 before everything. */
function withoutMark(piece: Buffer): Buffer {
  return piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece;
}

function diskFull(): BackupError {
  return new BackupError(
    'DISK_FULL',
    'The disk has too little room to take this dump in. Make room, then try again.',
  );
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
