import { count, type MergeDatabase } from './merge-database';
import type { MergeJoin } from './merge-model';
import { ADDED, type RowMap } from './row-map';

/**
 * Gives what is added ids that neither the site nor the backup has used: rows that were deleted meanwhile
 * may still be named somewhere by theirs.
 *
 * @returns how many there are
 */
export async function numberRows(
  database: MergeDatabase,
  rowMap: RowMap,
  joins: readonly MergeJoin[],
): Promise<number> {
  const { map, here, there } = rowMap;
  const added = await count(database, `${map} WHERE ${ADDED}`);
  if (added === 0) return 0;
  const base = Math.max(
    await largestId(database, here),
    await largestId(database, there),
    await largestNamed(database, rowMap, joins),
  );
  const numbers = await database.scratch('old_id BIGINT NOT NULL PRIMARY KEY, n BIGINT', []);
  await database.run(
    `INSERT INTO ${numbers} (old_id, n)
     SELECT old_id, ROW_NUMBER() OVER (ORDER BY old_id) FROM ${map} WHERE ${ADDED}`,
  );
  await database.run(
    `UPDATE ${map} SET new_id = ${base} + (SELECT n FROM ${numbers} x WHERE x.old_id = ${map}.old_id)
     WHERE ${ADDED}`,
  );
  return added;
}

/**
 * Pairs without a foreign key outlive what they name (attached media of a locale that was deleted): a new
 * row must not get what belonged to them.
 */
async function largestNamed(
  database: MergeDatabase,
  { type }: RowMap,
  joins: readonly MergeJoin[],
): Promise<number> {
  let largest = 0;
  for (const { table, to } of joins) {
    const here = database.here(table);
    if (here === null || !('typeColumn' in to)) continue;
    const ofType = `${here} WHERE ${database.quote(to.typeColumn)} = ${database.text(type.uid)}`;
    largest = Math.max(largest, await largestId(database, ofType, database.quote(to.column)));
  }
  return largest;
}

export async function largestId(
  database: MergeDatabase,
  table: string,
  column = 'id',
): Promise<number> {
  const [row] = await database.rows(`SELECT COALESCE(MAX(${column}), 0) AS largest FROM ${table}`);
  return Number(row?.largest ?? 0);
}
