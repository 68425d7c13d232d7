import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import type { Site } from '../site';
import { refuseServed } from '../storage/backup-folder';
import { writeDurably } from '../storage/publish-archive';

/** The name of the second folder among a backup's copies. */
export const SECOND = 'second';
const MARKER = '.strapi-backup.json';

export function hasCopy({ copies }: Pick<Backup, 'copies'>): boolean {
  return copies.some(({ storage, status }) => storage === SECOND && status === 'present');
}

/** Whether retention has removed the archive from the backup folder, and left its copy. */
export function isOnlyCopied({ copies }: Pick<Backup, 'copies'>): boolean {
  return copies.some(({ storage, status }) => storage === 'local' && status === 'removed');
}

/** @returns the copies of a backup with what is known of the second folder's */
export function withCopy(
  { copies, fileName }: Pick<Backup, 'copies' | 'fileName'>,
  status: 'present' | null,
): Backup['copies'] {
  const others = copies.filter(({ storage }) => storage !== SECOND);
  return status === null || fileName === null
    ? others
    : [...others, { storage: SECOND, key: fileName, status }];
}

/**
 * Where copies go: another disk, a mounted share. It is not made by itself, and has to be the one in which copies
 * were kept before: an empty mount point looks alike.
 *
 * @returns an absolute path; null when none is set
 * @throws BackupError STORAGE_UNREACHABLE, FOLDER_SERVED
 */
export async function openSecondFolder(site: Site): Promise<string | null> {
  const { secondFolder } = site.settings;
  if (secondFolder === null) return null;
  const root = existingFolder(path.resolve(site.appRoot, secondFolder));
  refuseServed(root, site.served);
  if (existsSync(path.join(root, MARKER))) return root;
  // MySQL writes JSON in its own way: the text only tells where to look.
  const copied = await site.backups.find({ sql: 'copies LIKE ?', params: [`%"${SECOND}"%`] });
  if (copied.some(hasCopy)) {
    throw unreachable('It is empty, though copies were kept there: its disk is not mounted.');
  }
  const marker = { id: randomBytes(16).toString('hex'), createdAt: new Date().toISOString() };
  try {
    writeDurably(path.join(root, MARKER), `${JSON.stringify(marker)}\n`);
  } catch (error) {
    throw unreachable('Nothing can be written there.', error);
  }
  return root;
}

function existingFolder(wanted: string): string {
  try {
    const root = realpathSync(wanted);
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    throw unreachable('It is not there.', error);
  }
  throw unreachable('It is not a folder.');
}

function unreachable(what: string, cause?: unknown): BackupError {
  return new BackupError(
    'STORAGE_UNREACHABLE',
    `The second folder cannot be used. ${what} Mount its disk, or set another folder.`,
    { cause },
  );
}
