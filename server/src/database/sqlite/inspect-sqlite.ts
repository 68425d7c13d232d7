import { createHash } from 'node:crypto';
import { isOwnTable } from '../own-tables';
import { quoteIdentifier } from '../identifiers';
import type { TableFacts } from '../engine';
import type { SqliteHandle } from './open-sqlite';

export interface SchemaObject {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  /** The table an index or trigger belongs to. */
  readonly table: string;
  readonly sql: string | null;
}

/**
 * The objects of a schema in the order of their creation, without SQLite's internal ones.
 *
 * @param schema `main` or the name of an attached database
 */
export function listObjects(handle: SqliteHandle, schema = 'main'): SchemaObject[] {
  const rows = handle
    .prepare(
      `SELECT type, name, tbl_name AS "table", sql FROM ${quoteIdentifier('sqlite', schema)}.sqlite_master
       WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
    )
    .all();
  return rows as SchemaObject[];
}

export function listTables(handle: SqliteHandle, schema = 'main'): SchemaObject[] {
  return listObjects(handle, schema).filter((object) => object.type === 'table');
}

export function isVirtual(object: SchemaObject): boolean {
  return object.sql !== null && /^\s*CREATE\s+VIRTUAL\s+TABLE/i.test(object.sql);
}

/** Tables that a virtual table keeps for itself; they come and go with it. */
export function shadowTables(handle: SqliteHandle, schema = 'main'): Set<string> {
  const rows = handle
    .prepare(`SELECT name FROM pragma_table_list WHERE type = 'shadow' AND schema = ?`)
    .all(schema) as { name: string }[];
  return new Set(rows.map((row) => row.name));
}

export function countRows(handle: SqliteHandle, table: string, schema = 'main'): number {
  const name = `${quoteIdentifier('sqlite', schema)}.${quoteIdentifier('sqlite', table)}`;
  return Number(handle.prepare(`SELECT count(*) FROM ${name}`).pluck().get());
}

/** Every table with its rows counted. */
export function tableFacts(handle: SqliteHandle): TableFacts[] {
  return listTables(handle).map(({ name }) => {
    const rows = countRows(handle, name);
    return { name, rows, largestRow: null, endMarker: String(rows), own: isOwnTable(name) };
  });
}

/** A hash over the structure of everything but the plugin's own tables. */
export function schemaFingerprint(handle: SqliteHandle, schema = 'main'): string {
  const hash = createHash('sha256');
  const objects = listObjects(handle, schema)
    .filter((object) => !isOwnTable(object.table))
    .map((object) => `${object.type}\0${object.name}\0${object.sql ?? ''}`)
    .sort();
  for (const object of objects) hash.update(object).update('\n');
  return hash.digest('hex');
}

export function sqliteVersion(handle: SqliteHandle): string {
  return String(handle.prepare('SELECT sqlite_version()').pluck().get());
}

export function hasTable(handle: SqliteHandle, name: string): boolean {
  return (
    handle.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(name) !==
    undefined
  );
}
