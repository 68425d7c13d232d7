import type { ArchiveEntry } from '../contracts/backups';
import { eachEntry } from './each-entry';
import type { Manifest } from './manifest';

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
  const q = options.q?.toLowerCase() ?? '';
  const first = (page - 1) * pageSize;
  const found: ArchiveEntry[] = [];
  let total = 0;
  for await (const { path, size, sha256, mtime } of eachEntry(options)) {
    if (q === '' || path.text.toLowerCase().includes(q)) {
      if (total >= first && found.length < pageSize) {
        found.push({ path: path.text, size, sha256, mtime: new Date(mtime).toISOString() });
      }
      total += 1;
    }
    // Without a filter the manifest knows the total, and the rest need not be read.
    if (q === '' && found.length === pageSize) break;
  }
  return { entries: found, total: q === '' ? manifest.entries.count : total };
}
