import type { ArchiveEntry } from '../contracts/backups';
import { BackupError } from '../errors';
import { ArchiveFile } from './archive-file';
import { createBreather } from './create-breather';
import { EntryBody } from './entry-body';
import { parseEntryLine } from './entry-line';
import { LIST } from './entry-path';
import type { Manifest } from './manifest';
import { openTarAt } from './open-tar-at';
import { readLines } from './read-lines';
import { readTarHeader } from './read-tar-header';
import { throwIfCancelled } from './throw-if-cancelled';

export interface ListEntriesOptions {
  readonly file: string;
  readonly manifest: Manifest;
  /** From 1 on. */
  readonly page: number;
  readonly pageSize: number;
  /** Only entries whose path contains this, in any letter case. */
  readonly q?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface EntriesPage {
  readonly entries: ArchiveEntry[];
  /** Entries on all pages. */
  readonly total: number;
}

/**
 * A page of what is in an archive, without reading the archive: the manifest says where the list
 * begins, and the gzip members before it are skipped. Nothing is verified here.
 *
 * @throws BackupError ARCHIVE_MISSING, ARCHIVE_CORRUPT, ARCHIVE_TRUNCATED, ARCHIVE_UNSAFE
 */
export async function listEntries(options: ListEntriesOptions): Promise<EntriesPage> {
  const { manifest, page, pageSize } = options;
  const file = new ArchiveFile(options.file);
  try {
    const cursor = await openTarAt(file, manifest);
    const header = await readTarHeader(cursor);
    if (header?.path.toString('utf8') !== LIST) throw misplaced();
    const body = new EntryBody(cursor, header.size, () => {
      throwIfCancelled(options.signal);
    });
    const q = options.q?.toLowerCase() ?? '';
    const first = (page - 1) * pageSize;
    const found: ArchiveEntry[] = [];
    const breathe = createBreather();
    let total = 0;
    for await (const line of readLines(body)) {
      const entry = contractEntry(line);
      if (q === '' || entry.path.toLowerCase().includes(q)) {
        if (total >= first && found.length < pageSize) found.push(entry);
        total += 1;
      }
      // Without a filter the manifest knows the total, and the rest need not be read.
      if (q === '' && found.length === pageSize) break;
      await breathe();
    }
    return { entries: found, total: q === '' ? manifest.entries.count : total };
  } finally {
    await file.close();
  }
}

function contractEntry(line: Buffer): ArchiveEntry {
  const { path, size, sha256, mtime } = parseEntryLine(line);
  return { path: path.text, size, sha256, mtime: new Date(mtime).toISOString() };
}

function misplaced(): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    'The list of entries is not where the manifest says. Verify this backup.',
  );
}
