import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { syncFile, syncFolder } from '../durable';
import { diskError } from '../archive/disk-error';
import { BackupError } from '../errors';
import { pausePoint } from '../pause-points';

interface PublishOptions {
  /** The finished archive under its temporary name, in the folder where it will stay. */
  readonly temporary: string;
  readonly final: string;
  /** Length that the writer counted; a shorter file means that bytes were lost. */
  readonly size: number;
  readonly sidecar: string;
  /** Runs the rename while the lease is compared, where the database allows it. */
  readonly underFence: (act: () => void) => Promise<void>;
}

/**
 * Archive → storage: length check, fsync, rename, fsync of the folder, then the sidecar, which is
 * the commit point of a backup.
 *
 * @throws BackupError DISK_FULL, LEASE_LOST
 */
export async function publishArchive(options: PublishOptions): Promise<void> {
  const { temporary, final, size } = options;
  onDisk(() => {
    if (statSync(temporary).size !== size) {
      throw new BackupError(
        'DISK_FULL',
        'The archive on the disk is shorter than what was written. Check the disk of the backup folder and try again.',
      );
    }
    syncFile(temporary);
  });
  pausePoint('backup.publish.synced');
  await options.underFence(() => {
    onDisk(() => {
      renameSync(temporary, final);
      syncFolder(path.dirname(final));
    });
  });
  pausePoint('backup.publish.renamed');
  // The commit point: a successor that found no sidecar has removed the archive.
  await options.underFence(() => {
    onDisk(() => {
      writeDurably(`${final}.manifest.json`, options.sidecar);
    });
  });
  pausePoint('backup.publish.sidecar');
}

/** @throws BackupError DISK_FULL, FOLDER_UNUSABLE, STORAGE_UNREACHABLE for what the file system says */
export function onDisk(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw diskError(error);
  }
}

/** Temporary file, fsync, rename, fsync of the folder: the file is there whole or not at all. */
export function writeDurably(file: string, content: string): void {
  const temporary = `${file}.partial`;
  rmSync(temporary, { force: true });
  try {
    writeSynced(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    // On a full disk the half of it must not stay.
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(path.dirname(file));
}

function writeSynced(file: string, content: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    const bytes = Buffer.from(content);
    let written = 0;
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
