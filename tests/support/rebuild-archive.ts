import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { SQLITE_DATABASE } from '../../server/src/archive/entry-path';
import type { Manifest } from '../../server/src/archive/manifest';
import { readArchive } from '../../server/src/archive/read-archive';
import { ArchiveWriter } from '../../server/src/archive/write-archive';

export interface OpenedEntry {
  name: Buffer;
  content: Buffer;
  /** Milliseconds since 1970. */
  mtime: number;
}

/** A small archive, taken apart; SHA256SUMS and what follows it are not among the entries. */
export interface OpenedArchive {
  entries: OpenedEntry[];
  manifest: Manifest;
}

export async function openArchive(file: string): Promise<OpenedArchive> {
  const entries: OpenedEntry[] = [];
  const { manifest } = await readArchive({
    file,
    quota: Number.MAX_SAFE_INTEGER,
    onEntry: async (entry, body) => {
      const pieces: Buffer[] = [];
      for await (const piece of body) pieces.push(Buffer.from(piece));
      if (entry.path.group === 'checksums') return;
      entries.push({
        name: entry.path.bytes,
        content: Buffer.concat(pieces),
        mtime: entry.mtime,
      });
    },
  });
  return { entries, manifest };
}

export interface ArchiveChange {
  /** The SQLite file. */
  database?: (content: Buffer) => Promise<Buffer> | Buffer;
  /** In the order of an archive. */
  entries?: (entries: readonly OpenedEntry[]) => readonly OpenedEntry[];
  manifest?: (manifest: Manifest) => Manifest;
}

/**
 * An archive that says something else than the original and says it consistently: every checksum in
 * it is right, because the plugin's own writer has made them.
 */
export async function rebuildArchive(
  { entries, manifest }: OpenedArchive,
  change: ArchiveChange,
): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backup-rebuilt-'));
  try {
    const file = path.join(folder, 'archive');
    const { method, level } = manifest.compression;
    const writer = await ArchiveWriter.open({
      file,
      scratch: folder,
      compression: { method, level },
    });
    for (const { name, content, mtime } of change.entries?.(entries) ?? entries) {
      const isDatabase = name.toString() === SQLITE_DATABASE && change.database !== undefined;
      const changed = isDatabase ? await change.database?.(content) : content;
      await writer.addBuffer(name, changed ?? content, new Date(mtime));
    }
    const {
      formatVersion,
      compression,
      entries: list,
      sha256,
      ...parts
    } = change.manifest?.(manifest) ?? manifest;
    await writer.finish(parts);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A database after some statements, as a file. */
export async function changedDatabase(content: Buffer, statements: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backup-changed-'));
  try {
    const file = path.join(folder, 'database.sqlite');
    await writeFile(file, content);
    const database = new Database(file);
    database.exec(statements);
    database.close();
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
