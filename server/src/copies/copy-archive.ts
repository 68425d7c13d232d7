import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { sidecarName } from '../archive/archive-name';
import { OutputFile } from '../archive/output-file';
import { syncFolder } from '../durable';
import { BackupError } from '../errors';
import { requireSpace } from '../storage/disk-space';
import { onDisk, writeDurably } from '../storage/publish-archive';
import type { TaskContext } from '../worker/tasks';

export interface CopyArchiveInput {
  readonly from: string;
  readonly to: string;
  /** As the archive was when it was verified. */
  readonly expected: { readonly size: number; readonly sha256: string };
  readonly minFreeDisk: number;
}

const PIECE = 1024 * 1024;

/**
 * Backup folder → second folder. The sidecar comes last, so that half a copy is never taken for a backup; what was
 * read is compared with what the archive was, so that a rotten one is not copied over a good one.
 *
 * @throws BackupError DISK_FULL, STORAGE_UNREACHABLE, ARCHIVE_CORRUPT, ARCHIVE_MISSING
 */
export async function copyArchive(
  { from, to, expected, minFreeDisk }: CopyArchiveInput,
  { signal, report }: TaskContext,
): Promise<void> {
  requireSpace(path.dirname(to), expected.size, minFreeDisk, 'second folder');
  const partial = `${to}.partial`;
  await rm(partial, { force: true });
  const output = new OutputFile(partial);
  try {
    for await (const piece of createReadStream(from, { highWaterMark: PIECE })) {
      signal.throwIfAborted();
      await output.write(piece as Buffer);
      report({ done: output.size, total: expected.size, item: path.basename(to) });
    }
    const { size } = output;
    const sha256 = await output.close(true);
    if (size !== expected.size || sha256 !== expected.sha256) {
      throw new BackupError(
        'ARCHIVE_CORRUPT',
        'The archive in the backup folder is not what it was when it was made, so it was not copied. Verify it, and make a new backup.',
      );
    }
    const sidecar = await readFile(sidecarName(from), 'utf8');
    onDisk(() => {
      renameSync(partial, to);
      syncFolder(path.dirname(to));
      writeDurably(sidecarName(to), sidecar);
    });
  } catch (error) {
    await output.discard();
    throw error;
  }
}
