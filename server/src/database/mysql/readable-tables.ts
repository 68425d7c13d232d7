import { quoteIdentifier } from '../identifiers';
import type { PlannedTable } from './dump-plan';
import type { TableInfo } from './inspect-mysql';
import { isForbidden } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { readName } from './sql-lexer';
import type { StoredObject } from './stored-object';

const quote = (name: string): string => quoteIdentifier('mysql', name);

/** Those of which the account may read every column and the definition: rights can be for one column. */
export async function readableTables(
  session: MysqlSession,
  tables: readonly TableInfo[],
): Promise<TableInfo[]> {
  const readable: TableInfo[] = [];
  for (const table of tables) {
    try {
      await session.rows(`SELECT * FROM ${quote(table.name)} LIMIT 0`);
      await session.byteRows(`SHOW CREATE TABLE ${quote(table.name)}`);
      readable.push(table);
    } catch (error) {
      if (!isForbidden(error)) throw error;
    }
  }
  return readable;
}

export function theTable({ name }: Pick<TableInfo, 'name'>): string {
  return `the table ${name}`;
}

/** Tables that the server does not list for this account, but foreign keys of others name. */
export function hiddenParents(
  tables: readonly PlannedTable[],
  listed: readonly TableInfo[],
): string[] {
  const known = new Set(listed.map(({ name }) => name.toLowerCase()));
  const parents = tables
    .flatMap(({ definition }) => definition?.foreignKeys ?? [])
    .map((item) => readName(item, item.indexOf(' REFERENCES ') + ' REFERENCES '.length))
    .flatMap((found) =>
      found === null || known.has(found.name.toLowerCase()) ? [] : [found.name],
    );
  return [...new Set(parents)].map((name) => theTable({ name }));
}

/** What stands on a table that is left out could not be made without it. */
export function withoutMissing(
  objects: readonly StoredObject[],
  listed: readonly TableInfo[],
  readable: readonly TableInfo[],
): { readonly objects: StoredObject[]; readonly without: string[] } {
  const missing = listed.filter((table) => !readable.includes(table)).map(({ name }) => name);
  const without: string[] = [];
  const left: StoredObject[] = [];
  for (const object of objects) {
    const needs =
      object.kind === 'view'
        ? missing.find((name) => object.sql.toString('utf8').includes(quote(name)))
        : missing.find((name) => name === object.table);
    if (needs === undefined) left.push(object);
    else without.push(`the ${object.kind} ${object.name}, which stands on ${needs}`);
  }
  return { objects: left, without };
}
