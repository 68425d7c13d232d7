import type { Retained } from './retention-reason';

/** Of two of the same moment the order is that of their ids, so that it is always the same. */
export function newestFirst<Item extends Pick<Retained, 'id' | 'createdAt'>>(
  backups: readonly Item[],
): Item[] {
  return [...backups].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : -1),
  );
}
