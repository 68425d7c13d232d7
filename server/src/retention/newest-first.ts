import type { Retained } from './retention-reason';

/** Of two of the same moment the order is that of their ids, so that it is always the same. */
export function newestFirst<Item extends Pick<Retained, 'id' | 'createdAt'>>(
  backups: readonly Item[],
): Item[] {
  // Read once each: a sort compares every one many times.
  return backups
    .map((backup) => ({ backup, at: Date.parse(backup.createdAt) }))
    .sort((a, b) => b.at - a.at || (a.backup.id < b.backup.id ? 1 : -1))
    .map(({ backup }) => backup);
}
