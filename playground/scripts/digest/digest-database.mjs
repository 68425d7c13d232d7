import Database from 'better-sqlite3';

import { createSink } from './sink.mjs';

/**
 * @param {string} file SQLite database, opened read-only
 * @param {Set<string>} ignored tables to leave out
 * @returns {{tables: Record<string, {rows: number, sha256: string}>, structure: Record<string, {bytes: number, sha256: string}>}} structure: of tables, indexes, views and triggers
 */
export function digestDatabase(file, ignored) {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    // One transaction: a running site must not change between two tables.
    database.exec('BEGIN');
    const tables = {};
    for (const { name, sql } of listTables(database)) {
      if (!ignored.has(name)) tables[name] = digestTable(database, name, sql, ignored);
    }
    const structure = digestStructure(database, ignored);
    database.exec('COMMIT');
    return { tables, structure };
  } finally {
    database.close();
  }
}

/** With `sqlite_sequence`, which decides about the ids of rows to come; other internal tables are statistics. */
function listTables(database) {
  return database
    .prepare(
      `SELECT name, sql FROM sqlite_schema
       WHERE type = 'table' AND (name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR name = 'sqlite_sequence')
       ORDER BY name`,
    )
    .all();
}

/** The statements that made everything in the database. Indexes without one belong to the statement of their table. */
function digestStructure(database, ignored) {
  const made = database
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL')
    .all()
    .filter(({ name, tbl_name: table }) => !ignored.has(table) && !name.startsWith('sqlite_'))
    .map(({ type, name, sql }) => {
      const sink = createSink();
      sink.write(sql);
      return [`${type} ${name}`, { bytes: Buffer.byteLength(sql), sha256: sink.digest() }];
    });
  return Object.fromEntries(made.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Column names with their declared types come first, so that a lost empty column shows. */
function digestTable(database, name, sql, ignored) {
  const columns = database.prepare('SELECT * FROM pragma_table_xinfo(?)').all(name);
  const select = columns.map(({ name: column }) => `typeof(${quote(column)}), ${exact(column)}`);
  const statement = database
    .prepare(
      `SELECT ${select.join(', ')} FROM ${quote(name)} ORDER BY ${order(name, sql, columns)}`,
    )
    .raw()
    .safeIntegers();

  const sink = createSink();
  for (const { name: column, type } of columns) sink.write(`${column}\0${type}\0`);
  let rows = 0;
  for (const row of statement.iterate()) {
    // The counters of ignored tables go their own way, as their rows do.
    if (name === 'sqlite_sequence' && ignored.has(row[1].toString())) continue;
    rows += 1;
    for (let n = 0; n < row.length; n += 2) writeValue(sink, row[n], row[n + 1]);
  }
  return { rows, sha256: sink.digest() };
}

/** Text as its bytes: as a string, invalid UTF-8 would look the same as its replacement characters. */
function exact(column) {
  const name = quote(column);
  return `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END`;
}

function order(name, sql, columns) {
  // Its rowids follow the order in which tables were filled, which says nothing about the site.
  if (name === 'sqlite_sequence') return 'name';
  if (!/WITHOUT\s+ROWID/i.test(sql.slice(sql.lastIndexOf(')')))) return 'rowid';
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return key.map(({ name: column }) => quote(column)).join(', ');
}

/** Type and length before each value: nothing can move from one column into the next unseen. */
function writeValue(sink, type, value) {
  switch (type) {
    case 'null':
      sink.write('null\0');
      break;
    case 'integer':
      sink.write(`integer ${value}\0`);
      break;
    case 'real': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(value);
      sink.write('real ');
      sink.write(bytes);
      break;
    }
    default:
      sink.write(`${type} ${value.length}\0`);
      sink.write(value);
  }
}

function quote(name) {
  return `"${name.replaceAll('"', '""')}"`;
}
