import type { MergeDatabase } from './merge-database';
import { typesIn } from './follow-components';
import { ADDED, type RowMap, type RowMaps } from './row-map';

/** Columns that somebody else fills: name, and the expression for it. */
export type FilledColumns = ReadonlyMap<string, string>;

/** Rows that are added → site, with their new ids, and with references that point at the new places. */
export async function copyRows(
  database: MergeDatabase,
  rowMap: RowMap,
  maps: RowMaps,
  filled: FilledColumns = new Map(),
): Promise<void> {
  const { type, map, here, there } = rowMap;
  const columnsThere = new Set(await database.columnsThere(type.table));
  const columns = (await database.columnsHere(type.table)).filter(
    (name) => name !== 'id' && (columnsThere.has(name) || filled.has(name)),
  );
  const references = new Map(type.references.map(({ column, uid }) => [column, uid]));
  const morphs = new Map(type.morphs.map(({ column, typeColumn }) => [column, typeColumn]));
  const values: string[] = [];
  for (const column of columns) {
    const own = `t.${database.quote(column)}`;
    const uid = references.get(column);
    const typeColumn = morphs.get(column);
    const given = filled.get(column);
    if (given !== undefined) values.push(given);
    else if (uid !== undefined) values.push(placeOf(maps.get(uid), own));
    else if (typeColumn !== undefined) {
      values.push(await morphPlace(database, there, maps, own, typeColumn));
    } else values.push(own);
  }
  const names = ['id', ...columns].map((name) => database.quote(name));
  await database.run(
    `INSERT INTO ${here} (${names.join(', ')}) SELECT ${['m.new_id', ...values].join(', ')}
     FROM ${map} m JOIN ${there} t ON t.id = m.old_id WHERE m.${ADDED} ORDER BY m.new_id`,
  );
}

/** Where a row of the backup is now; NULL when it is nowhere. */
function placeOf(target: RowMap | undefined, oldId: string): string {
  return target === undefined
    ? 'NULL'
    : `(SELECT r.new_id FROM ${target.map} r WHERE r.old_id = ${oldId})`;
}

async function morphPlace(
  database: MergeDatabase,
  table: string,
  maps: RowMaps,
  oldId: string,
  typeColumn: string,
): Promise<string> {
  const cases = (await typesIn(database, table, typeColumn)).map(
    (uid) => `WHEN ${database.text(uid)} THEN ${placeOf(maps.get(uid), oldId)}`,
  );
  return cases.length === 0
    ? 'NULL'
    : `CASE t.${database.quote(typeColumn)} ${cases.join(' ')} ELSE NULL END`;
}
