import { randomBytes } from 'node:crypto';
import { access, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../error-code';
import { BackupError } from '../errors';
import type { Site } from '../site';
import { isInside, refuseServed, resolveLinks } from '../storage/backup-folder';
import { hasCopy, SECOND } from './copy-state';
import { unreachable, withinReach } from './within-reach';

const MARKER = '.strapi-backup.json';

/** Folders as they are set, or as somebody tries them. */
interface Folders {
  readonly folder: string;
  readonly secondFolder: string | null;
}

/**
 * Where copies go: another disk, a mounted share. It is not made by itself, and has to be the one in which copies
 * were kept before: an empty mount point looks alike.
 *
 * @returns an absolute path; null when none is set
 * @throws BackupError STORAGE_UNREACHABLE, FOLDER_SERVED, FOLDER_UNUSABLE
 */
export async function openSecondFolder(site: Site): Promise<string | null> {
  const root = await findSecondFolder(site, site.settings);
  if (root === null) return null;
  const marker = path.join(root, MARKER);
  if (await withinReach(() => exists(marker))) return root;
  // MySQL writes JSON in its own way: the text only tells where to look.
  const copied = await site.backups.find({ sql: 'copies LIKE ?', params: [`%"${SECOND}"%`] });
  if (copied.some(hasCopy)) {
    throw unreachable('it is empty, though copies were kept there: its disk is not mounted.');
  }
  const text = { id: randomBytes(16).toString('hex'), createdAt: new Date().toISOString() };
  await withinReach(async () => {
    try {
      await writeFile(marker, `${JSON.stringify(text)}\n`, { mode: 0o600 });
    } catch (error) {
      throw unreachable('nothing can be written there.', error);
    }
  });
  return root;
}

/**
 * The same without a look at what is in it, and without a mark left there.
 *
 * @param folders as in the settings; relative to the project
 * @throws BackupError STORAGE_UNREACHABLE, FOLDER_SERVED, FOLDER_UNUSABLE
 */
export async function findSecondFolder(
  { appRoot, served }: Pick<Site, 'appRoot' | 'served'>,
  { folder, secondFolder }: Folders,
): Promise<string | null> {
  if (secondFolder === null) return null;
  const root = await withinReach(() => existingFolder(path.resolve(appRoot, secondFolder)));
  refuseServed(root, served, 'secondFolder');
  await refuseBackupFolder(root, resolveLinks(path.resolve(appRoot, folder)));
  return root;
}

/** There the copy would be the archive itself, and be deleted in its place. */
async function refuseBackupFolder(second: string, first: string): Promise<void> {
  const isWithin = isInside(second, first) || isInside(first, second);
  if (!isWithin && !(await isSame(second, first))) return;
  throw new BackupError(
    'FOLDER_UNUSABLE',
    'The second folder and the backup folder are the same, or one is inside of the other, so there would be no copies. Set a second folder of its own, on another disk.',
  );
}

/** Under two names, of which neither is a link: one folder that is mounted twice. */
async function isSame(second: string, first: string): Promise<boolean> {
  const one = await withinReach(() => stat(second));
  const other = await stat(first).catch(() => null);
  return one.dev === other?.dev && one.ino === other.ino;
}

async function existingFolder(wanted: string): Promise<string> {
  try {
    const root = await realpath(wanted);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    throw unreachable('it is not there.', error);
  }
  throw unreachable('it is not a folder.');
}

/** @throws what the disk says, other than that it is not there */
export async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw unreachable('it cannot be read.', error);
  }
}
