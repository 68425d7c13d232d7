import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { compareEntryPaths } from '../../../server/src/archive/compare-entry-paths';
import type { ReadArchive } from '../../../server/src/archive/read-archive';
import { readArchive, type ReadArchiveOptions } from '../../../server/src/archive/read-archive';
import { ArchiveWriter, type FinishedArchive } from '../../../server/src/archive/write-archive';
import { manifestParts } from './manifest-parts';

export interface Sample {
  readonly compression?: 'gzip' | 'none';
  readonly level?: number;
  /** Content of database/database.sqlite; null for an archive without a database. */
  readonly database?: Buffer | null;
  /** Content by path below media/uploads/; null for an archive without media. */
  readonly media?: readonly (readonly [Buffer, Buffer])[] | null;
}

const TIME = new Date('2026-01-30T10:00:00.250Z');

/** Writes an archive of what is in memory, in the order that the format wants. */
export async function writeSample(file: string, sample: Sample = {}): Promise<FinishedArchive> {
  const {
    compression = 'gzip',
    level = 6,
    database = Buffer.from('SQLite'),
    media = null,
  } = sample;
  const writer = await ArchiveWriter.open({
    file,
    scratch: path.dirname(file),
    compression: { method: compression, level },
  });
  await writer.addBuffer('RESTORE.md', Buffer.from('# How to restore\n'), TIME);
  if (database !== null) await writer.addBuffer('database/database.sqlite', database, TIME);
  const files = (media ?? [])
    .map(
      ([name, content]) => [Buffer.concat([Buffer.from('media/uploads/'), name]), content] as const,
    )
    .sort(([a], [b]) => compareEntryPaths(a, b));
  for (const [name, content] of files) await writer.addBuffer(name, content, TIME);
  const sizes = media?.map(([, content]) => content.length) ?? null;
  return writer.finish(manifestParts({ database: database !== null, media: sizes }));
}

/** Reads an archive with every content kept. */
export async function readSample(
  file: string,
  options: Partial<ReadArchiveOptions> = {},
): Promise<ReadArchive & { contents: Map<string, Buffer> }> {
  const contents = new Map<string, Buffer>();
  const result = await readArchive({
    file,
    quota: Number.MAX_SAFE_INTEGER,
    onEntry: async (entry, body) => {
      const pieces: Buffer[] = [];
      for await (const piece of body) pieces.push(piece);
      contents.set(entry.path.bytes.toString('latin1'), Buffer.concat(pieces));
    },
    ...options,
  });
  return { ...result, contents };
}

/** Content that cannot be compressed, like an image's. */
export function noise(length: number): Buffer {
  return randomBytes(length);
}
