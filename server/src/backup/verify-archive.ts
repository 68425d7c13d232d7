import { rmSync } from 'node:fs';
import path from 'node:path';
import { SQLITE_DATABASE } from '../archive/entry-path';
import { readArchive } from '../archive/read-archive';
import type { Manifest } from '../archive/manifest';
import { checkSqlite } from '../database/sqlite/check-sqlite';
import { diskSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';
import { unpackEntry } from '../archive/unpack-entry';

export interface VerifyInput {
  readonly file: string;
  /** As recorded; null for an archive that was found without a sidecar. */
  readonly expected: { readonly size: number; readonly sha256: string } | null;
  /** A private folder; what is unpacked for the check is removed again. */
  readonly scratch: string;
  /** Only the archive's own checks, not the database in it. */
  readonly shallow?: boolean;
}

/**
 * Reads an archive back through the reader that restores use: every entry hashed and compared, the
 * database opened, its rows counted.
 *
 * @returns the manifest, trusted from here on
 * @throws BackupError ARCHIVE_CORRUPT, ARCHIVE_TRUNCATED, ARCHIVE_UNSAFE, DATABASE_CORRUPT …
 */
export async function verifyArchive(input: VerifyInput, context: TaskContext): Promise<Manifest> {
  const unpacked = path.join(input.scratch, 'verify.sqlite');
  try {
    const { manifest } = await readArchive({
      file: input.file,
      ...(input.expected === null ? {} : { expected: input.expected }),
      quota: Number.MAX_SAFE_INTEGER,
      signal: context.signal,
      onProgress: (done, total) => {
        context.report({ done, total, item: path.basename(input.file) });
      },
      onEntry: async (entry, body) => {
        if (entry.path.text === SQLITE_DATABASE && input.shallow !== true) {
          await unpackEntry(body, unpacked, {
            size: entry.size,
            free: diskSpace(input.scratch).free,
          });
        }
      },
    });
    if (manifest.database !== null && input.shallow !== true) {
      checkSqlite(context.database, unpacked, manifest.tables);
    }
    return manifest;
  } finally {
    rmSync(unpacked, { force: true });
  }
}
