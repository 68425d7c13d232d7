import { rm } from 'node:fs/promises';

/**
 * Removes a file, or a folder with everything in it; nothing there is fine too. In a thread: to give
 * back gigabytes takes a file system about half a second, in which the site would answer nobody.
 */
export async function removeData(fileOrFolder: string): Promise<void> {
  await rm(fileOrFolder, { recursive: true, force: true });
}
