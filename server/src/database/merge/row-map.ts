import type { MergeDatabase } from './merge-database';
import type { MergeType } from './merge-model';

/**
 * Where the rows of one type are: `old_id` in the backup, `new_id` in the site. `added` is 1 for those that
 * the merge brings; null in `new_id` means that a row has no place in the site.
 */
export interface RowMap {
  readonly type: MergeType;
  /** Quoted names. */
  readonly map: string;
  readonly here: string;
  readonly there: string;
}

export type RowMaps = ReadonlyMap<string, RowMap>;

/** An empty map; null when one of the two has no such table. */
export async function createRowMap(
  database: MergeDatabase,
  type: MergeType,
): Promise<RowMap | null> {
  const here = database.here(type.table);
  const there = database.there(type.table);
  if (here === null || there === null) return null;
  const { keyType } = database;
  const map = await database.scratch(
    `old_id BIGINT NOT NULL PRIMARY KEY, new_id BIGINT, added INT NOT NULL, ident ${keyType}, doc ${keyType}`,
    ['new_id', 'ident', 'doc'],
  );
  return { type, map, here, there };
}

/** Rows of a map that the merge brings. */
export const ADDED = 'added = 1';
