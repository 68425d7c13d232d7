import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Brings a file's content to the disk. */
export function syncFile(file: string | Buffer): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Brings a folder's entries (creations, renames, removals) to the disk. */
export function syncFolder(folder: string | Buffer): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
