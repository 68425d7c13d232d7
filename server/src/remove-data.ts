import { lstat, readdir, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Removes a file, or a folder with everything in it; nothing there is fine too. In a thread: to give
 * back gigabytes takes a file system about half a second, in which the site would answer nobody.
 */
export async function removeData(fileOrFolder: string): Promise<void> {
  await rm(fileOrFolder, { recursive: true, force: true });
}

const PORTION = 64 * 1024 * 1024;
const PAUSE_MS = 20;

/**
 * The same for what may be files of gigabytes that nobody else has: archives, snapshots, staged and kept
 * databases. They get smaller first, in portions: a file system that gives back gigabytes in one act keeps
 * everybody's `fsync` waiting for it, so also the next row that the site writes. Longest where it tells the
 * disk of every block (mounted with `discard`).
 *
 * @param fileOrFolder of our own folders, never of the uploads: there a file may have a second name
 */
export async function removeLargeData(fileOrFolder: string): Promise<void> {
  for (const file of await largeFiles(fileOrFolder)) await shrink(file);
  await removeData(fileOrFolder);
}

async function largeFiles(fileOrFolder: string): Promise<{ path: string; size: number }[]> {
  const stats = await lstat(fileOrFolder).catch(() => null);
  if (stats === null) return [];
  if (stats.isDirectory()) {
    const names = await readdir(fileOrFolder);
    const found = await Promise.all(names.map((name) => largeFiles(path.join(fileOrFolder, name))));
    return found.flat();
  }
  const isOurs = stats.isFile() && stats.nlink === 1 && stats.size > PORTION;
  return isOurs ? [{ path: fileOrFolder, size: stats.size }] : [];
}

async function shrink({ path: file, size }: { path: string; size: number }): Promise<void> {
  try {
    for (let rest = size - PORTION; rest > 0; rest -= PORTION) {
      await truncate(file, rest);
      await wait(PAUSE_MS);
    }
  } catch {
    // Whether it can go at all is said by the removal.
  }
}
