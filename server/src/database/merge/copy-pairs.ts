import { count, type MergeDatabase } from './merge-database';
import { typesIn } from './follow-components';
import type { MergeJoin } from './merge-model';
import type { MergeReport } from './merge-report';
import type { RowMap, RowMaps } from './row-map';

/**
 * Pairs of which one side at least is added → site. What was there before keeps its relations: where it may
 * have one only and has it, the pair is a conflict.
 */
export async function copyPairs(
  database: MergeDatabase,
  join: MergeJoin,
  maps: RowMaps,
  report: MergeReport,
): Promise<void> {
  const here = database.here(join.table);
  const there = database.there(join.table);
  const from = maps.get(join.from.uid);
  if (there === null || from === undefined) return;
  if (here === null) {
    report.conflict('TYPE_NOT_MERGED', join.table, await count(database, there));
    return;
  }
  const needed = [join.from.column, join.to.column];
  const both = [await database.columnsHere(join.table), await database.columnsThere(join.table)];
  if (!both.every((columns) => needed.every((name) => columns.includes(name)))) {
    // It led to another type once.
    report.conflict('TYPE_NOT_MERGED', join.table, await count(database, there));
    return;
  }
  const targets =
    'uid' in join.to ? [join.to.uid] : await typesIn(database, there, join.to.typeColumn);
  for (const uid of targets) {
    const to = maps.get(uid);
    if (to === undefined) {
      const name = database.quote('typeColumn' in join.to ? join.to.typeColumn : join.to.column);
      const lost =
        'typeColumn' in join.to ? `${there} WHERE ${name} = ${database.text(uid)}` : there;
      report.conflict('TYPE_NOT_MERGED', `${join.table} ${uid}`, await count(database, lost));
      continue;
    }
    await copyOneType(database, { join, here, there, from, to }, report);
  }
}

interface Pairs {
  readonly join: MergeJoin;
  readonly here: string;
  readonly there: string;
  readonly from: RowMap;
  readonly to: RowMap;
}

async function copyOneType(
  database: MergeDatabase,
  pairs: Pairs,
  report: MergeReport,
): Promise<void> {
  const { join, here, there, from, to } = pairs;
  const columnsThere = new Set(await database.columnsThere(join.table));
  const columns = (await database.columnsHere(join.table)).filter(
    (name) =>
      columnsThere.has(name) &&
      name !== 'id' &&
      name !== join.from.column &&
      name !== join.to.column,
  );
  const fromColumn = database.quote(join.from.column);
  const toColumn = database.quote(join.to.column);
  const ofType =
    'uid' in join.to
      ? ''
      : `AND j.${database.quote(join.to.typeColumn)} = ${database.text(to.type.uid)}`;
  const what = `${join.from.uid} ${join.attribute} ${to.type.uid}`;

  const wanted = await database.scratch(
    'old_id BIGINT NOT NULL PRIMARY KEY, new_from BIGINT, new_to BIGINT, from_added INT, to_added INT',
    [],
  );
  // A side that has no place in the site, beside one that is added: told, unless it is a component's.
  await database.run(
    `INSERT INTO ${wanted} (old_id, new_from, new_to, from_added, to_added)
     SELECT j.id, a.new_id, b.new_id, COALESCE(a.added, 0), COALESCE(b.added, 0) FROM ${there} j
     LEFT JOIN ${from.map} a ON a.old_id = j.${fromColumn}
     LEFT JOIN ${to.map} b ON b.old_id = j.${toColumn}
     WHERE (a.added = 1 OR b.added = 1) ${ofType}`,
  );
  const lost = `${wanted} WHERE new_from IS NULL OR new_to IS NULL`;
  if (join.kind === 'relation') {
    report.conflict('RELATION_NOT_MADE', what, await count(database, lost));
  }
  await database.run(`DELETE FROM ${lost}`);

  const taken = takenPairs(database, pairs, { fromColumn, toColumn });
  if (taken !== null) {
    const refused = await database.scratch('old_id BIGINT NOT NULL PRIMARY KEY', []);
    await database.run(
      `INSERT INTO ${refused} (old_id) SELECT w.old_id FROM ${wanted} w
       JOIN ${there} j ON j.id = w.old_id WHERE ${taken}`,
    );
    report.conflict('RELATION_TAKEN', what, await count(database, refused));
    await database.run(`DELETE FROM ${wanted} WHERE old_id IN (SELECT old_id FROM ${refused})`);
  }

  const names = columns.map((name) => database.quote(name));
  await database.run(
    `INSERT INTO ${here} (${[fromColumn, toColumn, ...names].join(', ')})
     SELECT ${['w.new_from', 'w.new_to', ...names.map((name) => `j.${name}`)].join(', ')}
     FROM ${wanted} w JOIN ${there} j ON j.id = w.old_id ORDER BY w.old_id`,
  );
}

/**
 * Pairs whose kept side may have one only, and has one; null where nothing is limited. As in Strapi, the other
 * rows of the same document (its draft, its other locales) do not count.
 */
function takenPairs(
  database: MergeDatabase,
  { join, here, from, to }: Pairs,
  { fromColumn, toColumn }: { fromColumn: string; toColumn: string },
): string | null {
  const conditions: string[] = [];
  if (join.from.once) {
    conditions.push(
      `(w.from_added = 0 AND EXISTS (SELECT 1 FROM ${here} h ${ofAnother(database, to, `h.${toColumn}`, 'w.new_to')}
        WHERE h.${fromColumn} = w.new_from))`,
    );
  }
  if (join.to.once) {
    conditions.push(
      `(w.to_added = 0 AND EXISTS (SELECT 1 FROM ${here} h ${ofAnother(database, from, `h.${fromColumn}`, 'w.new_from')}
        WHERE h.${toColumn} = w.new_to))`,
    );
  }
  if ('typeColumn' in join.to) {
    const [type, field] = [join.to.typeColumn, join.to.fieldColumn].map((name) =>
      database.quote(name),
    );
    const singles = join.to.singles.filter(({ uid }) => uid === to.type.uid);
    for (const single of singles) {
      const name = database.text(single.field);
      conditions.push(
        `(w.to_added = 0 AND j.${field} = ${name} AND EXISTS (SELECT 1 FROM ${here} h
          WHERE h.${toColumn} = w.new_to AND h.${type} = ${database.text(to.type.uid)} AND h.${field} = ${name}))`,
      );
    }
  }
  return conditions.length === 0 ? null : conditions.join(' OR ');
}

/** Joins the other side of a pair that is there, where it is of another document than the wanted one. */
function ofAnother(
  database: MergeDatabase,
  { type, here, map }: RowMap,
  there: string,
  wanted: string,
) {
  if (type.kind === 'component' || type.identity !== 'document') return '';
  return `JOIN ${here} x ON x.id = ${there}
    AND ${database.key('x.document_id')} <> (SELECT y.doc FROM ${map} y WHERE y.new_id = ${wanted})`;
}
