import path from 'node:path';
import { readArchive, type ReadArchive } from '../archive/read-archive';
import type { Staging } from '../database/engine';
import { openCheck } from '../database/open-check';
import { pausePoint } from '../pause-points';
import type { TaskContext } from '../worker/tasks';

export interface VerifyInput {
  readonly file: string;
  /** As recorded; null for an archive that was found without a sidecar. */
  readonly expected: { readonly size: number; readonly sha256: string } | null;
  /** A private folder; what is unpacked for the check is removed again. */
  readonly scratch: string;
  /** Bytes of the disk that stay free. */
  readonly minFreeDisk: number;
  /** Only the archive's own checks, not the database in it. */
  readonly shallow?: boolean;
}

/**
 * Reads an archive back through the reader that restores use: every entry hashed and compared, the
 * database opened, its rows counted.
 *
 * @returns what was read, its manifest trusted from here on
 * @throws BackupError ARCHIVE_CORRUPT, ARCHIVE_TRUNCATED, ARCHIVE_UNSAFE, DATABASE_CORRUPT …
 */
export async function verifyArchive(
  input: VerifyInput,
  context: TaskContext,
): Promise<ReadArchive> {
  const database: { check: Staging | null } = { check: null };
  if (input.shallow !== true) pausePoint('backup.verify');
  try {
    const read = await readArchive({
      file: input.file,
      ...(input.expected === null ? {} : { expected: input.expected }),
      quota: Number.MAX_SAFE_INTEGER,
      signal: context.signal,
      onProgress: (done, total) => {
        context.report({ done, total, item: path.basename(input.file) });
      },
      onEntry: async (entry, body) => {
        if (input.shallow === true || entry.path.group !== 'database') return;
        database.check ??= openCheck(context.engine, entry.path.text, input);
        if (database.check === null) {
          context.log(
            'warn',
            'The archive is of an SQLite site: its database is complete, but cannot be opened here.',
          );
        }
        await database.check?.accept({ name: entry.path.text, size: entry.size }, body);
      },
    });
    const { manifest } = read;
    if (manifest.database !== null) await database.check?.finish(manifest.tables);
    return read;
  } finally {
    await database.check?.close();
  }
}
