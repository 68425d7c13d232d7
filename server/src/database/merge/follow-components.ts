import { count, type MergeDatabase } from './merge-database';
import type { MergeJoin, MergeModel } from './merge-model';
import { ADDED, type RowMaps } from './row-map';

/** Components in components in … : deeper than any editor would go. */
const DEPTH_MAX = 32;

/** Marks the components of what is added, and theirs. */
export async function followComponents(
  database: MergeDatabase,
  model: MergeModel,
  maps: RowMaps,
): Promise<void> {
  const joins = model.joins.filter(({ kind }) => kind === 'component');
  for (let depth = 0; depth < DEPTH_MAX; depth += 1) {
    let found = 0;
    for (const join of joins) found += await followOne(database, join, maps);
    if (found === 0) return;
  }
}

async function followOne(database: MergeDatabase, join: MergeJoin, maps: RowMaps): Promise<number> {
  const owners = maps.get(join.from.uid);
  const pairs = database.there(join.table);
  if (owners === undefined || pairs === null || !('typeColumn' in join.to)) return 0;
  if ((await count(database, `${owners.map} WHERE ${ADDED}`)) === 0) return 0;
  const [from, to, type] = [join.from.column, join.to.column, join.to.typeColumn].map((name) =>
    database.quote(name),
  );
  let found = 0;
  for (const uid of await typesIn(database, pairs, join.to.typeColumn)) {
    const components = maps.get(uid);
    if (components === undefined) continue;
    found += await database.run(
      `INSERT INTO ${components.map} (old_id, added)
       SELECT DISTINCT c.id, 1 FROM ${pairs} j
       JOIN ${owners.map} o ON o.old_id = j.${from} AND o.${ADDED}
       JOIN ${components.there} c ON c.id = j.${to}
       WHERE j.${type} = ${database.text(uid)}
         AND c.id NOT IN (SELECT old_id FROM ${components.map})`,
    );
  }
  return found;
}

export async function typesIn(
  database: MergeDatabase,
  pairs: string,
  typeColumn: string,
): Promise<string[]> {
  const name = database.quote(typeColumn);
  const rows = await database.rows(
    `SELECT DISTINCT ${name} AS uid FROM ${pairs} WHERE ${name} IS NOT NULL`,
  );
  return rows.map(({ uid }) => String(uid));
}
