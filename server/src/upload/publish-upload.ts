import { chmodSync, renameSync } from 'node:fs';
import path from 'node:path';
import { sidecarName } from '../archive/archive-name';
import { syncFile, syncFolder } from '../durable';
import type { Lease } from '../lease/lease';
import { pausePoint } from '../pause-points';
import { onDisk, writeDurably } from '../storage/publish-archive';
import type { TaskContext } from '../worker/tasks';

export interface PublishUploadInput {
  /** The archive that was uploaded, read back already. */
  readonly file: string;
  /** Where it will stay; on the same file system. */
  readonly final: string;
  readonly sidecar: string;
  readonly lease: Lease;
}

/**
 * Upload → storage. The sidecar comes first and the rename of the archive is the commit point, the
 * other way round than in a backup: the archive is good already, and until it has its place it must
 * stay where an interruption leaves it to be taken in again.
 *
 * @throws BackupError DISK_FULL, LEASE_LOST
 */
export async function publishUpload(
  { file, final, sidecar, lease }: PublishUploadInput,
  { engine }: TaskContext,
): Promise<void> {
  onDisk(() => {
    chmodSync(file, 0o600);
    syncFile(file);
  });
  await engine.underFence(lease, () => {
    onDisk(() => {
      writeDurably(path.join(path.dirname(final), sidecarName(path.basename(final))), sidecar);
    });
  });
  pausePoint('upload.publish.sidecar');
  await engine.underFence(lease, () => {
    onDisk(() => {
      renameSync(file, final);
      syncFolder(path.dirname(final));
    });
  });
  pausePoint('upload.publish.renamed');
}
