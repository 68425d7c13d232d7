import { count, type MergeDatabase } from './merge-database';
import { ADDED, type RowMap } from './row-map';

/**
 * Gives what is added ids that neither the site nor the backup has used: rows that were deleted meanwhile
 * may still be named somewhere by theirs.
 *
 * @returns how many there are
 */
export async function numberRows(database: MergeDatabase, rowMap: RowMap): Promise<number> {
  const { map, here, there } = rowMap;
  const added = await count(database, `${map} WHERE ${ADDED}`);
  if (added === 0) return 0;
  const base = Math.max(await largestId(database, here), await largestId(database, there));
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

export async function largestId(
  database: MergeDatabase,
  table: string,
  column = 'id',
): Promise<number> {
  const [row] = await database.rows(`SELECT COALESCE(MAX(${column}), 0) AS largest FROM ${table}`);
  return Number(row?.largest ?? 0);
}
