import type { MergeDatabase } from './merge-database';
import type { UniqueColumn } from './merge-model';
import type { MergeReport } from './merge-report';
import { scopeOf } from './match-rows';
import { ADDED, type RowMap } from './row-map';

const EXAMPLES = 5;

/**
 * Takes documents out of what is to be added that the site has no place for: a value that only one document
 * may have belongs to another one there, or the type has one document only. The whole document goes, with
 * all its locales and its published version.
 */
export async function refuseTaken(
  database: MergeDatabase,
  rowMap: RowMap,
  report: MergeReport,
): Promise<void> {
  if (rowMap.type.single) await refuseSecond(database, rowMap, report);
  for (const unique of rowMap.type.unique) await refuseValue(database, rowMap, unique, report);
}

async function refuseSecond(
  database: MergeDatabase,
  rowMap: RowMap,
  report: MergeReport,
): Promise<void> {
  const { type, map, here } = rowMap;
  const others = `EXISTS (SELECT 1 FROM ${here} h WHERE ${database.key('h.document_id')} <> ${map}.doc)`;
  const refused = `${map} JOIN ${rowMap.there} t ON t.id = ${map}.old_id WHERE ${map}.${ADDED} AND ${others}`;
  if (await reportRefused(database, report, 'SINGLE_TYPE_TAKEN', type.uid, refused)) {
    await database.run(`UPDATE ${map} SET added = 0 WHERE ${ADDED} AND ${others}`);
  }
}

async function refuseValue(
  database: MergeDatabase,
  rowMap: RowMap,
  { column, scoped }: UniqueColumn,
  report: MergeReport,
): Promise<void> {
  const { type, map, here, there } = rowMap;
  const columnsHere = await database.columnsHere(type.table);
  const columnsThere = await database.columnsThere(type.table);
  if (!columnsHere.includes(column) || !columnsThere.includes(column)) return;
  const name = database.quote(column);
  const keyOf = (columns: readonly string[], alias = ''): string =>
    database.key(`${alias}${name}`, ...(scoped ? scopeOf(database, type, columns, alias) : []));
  const counts = (columns: readonly string[], alias = ''): string =>
    [
      `${alias}${name} IS NOT NULL`,
      ...(scoped ? [`${alias}${name} <> ${database.text('')}`] : []),
      ...(scoped && type.drafts && columns.includes('published_at')
        ? [`${alias}published_at IS NOT NULL`]
        : []),
    ].join(' AND ');
  const { keyType } = database;
  const values = await database.scratch(`id BIGINT NOT NULL PRIMARY KEY, taken ${keyType}`, [
    'taken',
  ]);
  await database.run(
    `INSERT INTO ${values} (id, taken) SELECT id, ${keyOf(columnsHere)} FROM ${here} WHERE ${counts(columnsHere)}`,
  );
  const wanted = await database.scratch(
    `old_id BIGINT NOT NULL PRIMARY KEY, doc ${keyType}, wanted ${keyType}`,
    ['wanted'],
  );
  await database.run(
    `INSERT INTO ${wanted} (old_id, doc, wanted) SELECT m.old_id, m.doc, ${keyOf(columnsThere, 't.')}
     FROM ${map} m JOIN ${there} t ON t.id = m.old_id WHERE m.${ADDED} AND ${counts(columnsThere, 't.')}`,
  );
  const refused = await database.scratch(`doc ${keyType} NOT NULL PRIMARY KEY`, []);
  await database.run(
    `INSERT INTO ${refused} (doc) SELECT DISTINCT w.doc FROM ${wanted} w
     JOIN ${values} v ON v.taken = w.wanted`,
  );
  const documents = `${refused} r JOIN ${map} m ON m.doc = r.doc JOIN ${there} t ON t.id = m.old_id WHERE m.${ADDED}`;
  if (await reportRefused(database, report, 'VALUE_TAKEN', `${type.uid} ${column}`, documents)) {
    await database.run(
      `UPDATE ${map} SET added = 0 WHERE ${ADDED} AND doc IN (SELECT doc FROM ${refused})`,
    );
  }
}

/** @param from in which `t` are rows of the backup; there may be millions */
async function reportRefused(
  database: MergeDatabase,
  report: MergeReport,
  code: 'SINGLE_TYPE_TAKEN' | 'VALUE_TAKEN',
  what: string,
  from: string,
): Promise<boolean> {
  const [row] = await database.rows(`SELECT COUNT(DISTINCT t.document_id) AS total FROM ${from}`);
  const total = Number(row?.total ?? 0);
  if (total === 0) return false;
  const examples = await database.rows(
    `SELECT DISTINCT t.document_id AS doc FROM ${from} LIMIT ${String(EXAMPLES)}`,
  );
  report.conflict(
    code,
    what,
    total,
    examples.map(({ doc }) => String(doc)),
  );
  return true;
}
