import type { Backup } from '../contracts/backups';

/** The name of the second folder among a backup's copies. */
export const SECOND = 'second';

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
