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
  const refused = await database.rows(
    `SELECT DISTINCT t.document_id AS doc FROM ${map} JOIN ${rowMap.there} t ON t.id = ${map}.old_id
     WHERE ${map}.${ADDED} AND ${others}`,
  );
  report.conflict('SINGLE_TYPE_TAKEN', type.uid, refused.length, examples(refused));
  if (refused.length > 0) {
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
  const values = await database.scratch(`taken ${database.keyType}`, ['taken']);
  await database.run(
    `INSERT INTO ${values} (taken) SELECT ${keyOf(columnsHere)} FROM ${here} WHERE ${name} IS NOT NULL`,
  );
  const wanted = await database.scratch(`doc ${database.keyType}, wanted ${database.keyType}`, [
    'wanted',
  ]);
  await database.run(
    `INSERT INTO ${wanted} (doc, wanted) SELECT m.doc, ${keyOf(columnsThere, 't.')}
     FROM ${map} m JOIN ${there} t ON t.id = m.old_id WHERE m.${ADDED} AND t.${name} IS NOT NULL`,
  );
  const refused = await database.scratch(`doc ${database.keyType}`, ['doc']);
  await database.run(
    `INSERT INTO ${refused} (doc) SELECT DISTINCT w.doc FROM ${wanted} w
     JOIN ${values} v ON v.taken = w.wanted`,
  );
  const documents = await database.rows(
    `SELECT DISTINCT t.document_id AS doc FROM ${refused} r
     JOIN ${map} m ON m.doc = r.doc JOIN ${there} t ON t.id = m.old_id WHERE m.${ADDED}`,
  );
  report.conflict('VALUE_TAKEN', `${type.uid} ${column}`, documents.length, examples(documents));
  if (documents.length > 0) {
    await database.run(
      `UPDATE ${map} SET added = 0 WHERE ${ADDED} AND doc IN (SELECT doc FROM ${refused})`,
    );
  }
}

function examples(rows: readonly Readonly<Record<string, string | number | null>>[]): string[] {
  return rows.slice(0, EXAMPLES).map(({ doc }) => String(doc));
}
