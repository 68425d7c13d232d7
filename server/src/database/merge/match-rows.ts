import { count, type MergeDatabase } from './merge-database';
import type { MergeReport } from './merge-report';
import type { MergeType } from './merge-model';
import { ADDED, type RowMap } from './row-map';

/**
 * Finds the rows of the backup again in the site: by document, locale and status. Those that are missing
 * are marked to be added.
 */
export async function matchRows(
  database: MergeDatabase,
  rowMap: RowMap,
  report: MergeReport,
): Promise<void> {
  const { type, map, here, there } = rowMap;
  const [columnsHere, columnsThere] = [
    await database.columnsHere(type.table),
    await database.columnsThere(type.table),
  ];
  const identity = type.identity === 'code' ? 'code' : 'document_id';
  if (!columnsHere.includes(identity) || !columnsThere.includes(identity)) {
    report.conflict('TYPE_NOT_MERGED', type.uid, await count(database, there));
    return;
  }
  if (await hasAnotherForm(database, rowMap, columnsThere)) {
    report.conflict('TYPE_NOT_MERGED', type.uid, await count(database, there));
    return;
  }
  const { keyType } = database;
  const found = await database.scratch(
    `id BIGINT NOT NULL PRIMARY KEY, ident ${keyType}, doc ${keyType}`,
    ['ident'],
  );
  await database.run(
    `INSERT INTO ${found} (id, ident, doc) ${distinct(database, type, here, columnsHere)}`,
  );
  await database.run(
    `INSERT INTO ${map} (old_id, ident, doc, added)
     SELECT id, ident, doc, 0 FROM (${distinct(database, type, there, columnsThere)}) AS rows_there`,
  );
  await database.run(
    `UPDATE ${map} SET new_id = (SELECT f.id FROM ${found} f WHERE f.ident = ${map}.ident)`,
  );
  const all = await count(database, there);
  const known = await count(database, map);
  report.conflict('DUPLICATE_IN_BACKUP', type.uid, all - known);
  if (type.kind !== 'document') return;
  await database.run(`UPDATE ${map} SET added = 1 WHERE new_id IS NULL`);
  report.keep(known - (await count(database, `${map} WHERE ${ADDED}`)));
}

/**
 * Whether localization, or draft and publish, was switched since the backup: then its rows are not what rows
 * are here. Strapi changes them at its own start only. Single rows that other programs wrote without a locale
 * or a date are no sign of that.
 */
async function hasAnotherForm(
  database: MergeDatabase,
  { type, there }: RowMap,
  columns: readonly string[],
): Promise<boolean> {
  if (type.kind !== 'document' || type.identity !== 'document') return false;
  const has = async (condition: string): Promise<boolean> =>
    (await database.rows(`SELECT 1 AS found FROM ${there} WHERE ${condition} LIMIT 1`)).length > 0;
  if (columns.includes('locale')) {
    const localized = await has('locale IS NOT NULL');
    if (type.localized ? !localized && (await has('locale IS NULL')) : localized) return true;
  }
  if (!columns.includes('published_at')) return false;
  const drafts = await has('published_at IS NULL');
  // With drafts, everything that is published has one beside it.
  if (type.drafts) return !drafts && (await has('published_at IS NOT NULL'));
  const locale = columns.includes('locale') ? ', locale' : '';
  return (
    drafts &&
    (await has(`document_id IS NOT NULL GROUP BY document_id${locale} HAVING COUNT(*) > 1`))
  );
}

/** Of rows that claim to be the same one, the first. */
function distinct(
  database: MergeDatabase,
  type: MergeType,
  table: string,
  columns: readonly string[],
): string {
  const identity = type.identity === 'code' ? 'code' : 'document_id';
  const parts =
    type.identity === 'code' ? ['code'] : ['document_id', ...scopeOf(database, type, columns)];
  return `SELECT MIN(id) AS id, ident, doc FROM (
      SELECT id, ${database.key(...parts)} AS ident, ${database.key(identity)} AS doc
      FROM ${table} WHERE ${identity} IS NOT NULL
    ) AS keyed GROUP BY ident, doc`;
}

/** Locale and status of a row, as expressions. */
export function scopeOf(
  database: MergeDatabase,
  type: MergeType,
  columns: readonly string[],
  alias = '',
): string[] {
  const nothing = database.text('');
  const locale = columns.includes('locale') ? `COALESCE(${alias}locale, ${nothing})` : nothing;
  const status =
    type.drafts && columns.includes('published_at')
      ? `CASE WHEN ${alias}published_at IS NULL THEN ${database.text('draft')} ELSE ${database.text('published')} END`
      : nothing;
  return [locale, status];
}
