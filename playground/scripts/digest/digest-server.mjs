import { createHash } from 'node:crypto';

import { digestStructure } from './digest-structure.mjs';
import { openSession, quote } from './server-session.mjs';
import { createSink } from './sink.mjs';

/** What a restore of the backup plugin keeps or prepares beside the tables of the site. */
const BESIDE_THE_SITE = /^bkv_[a-z0-9]{12}_/;

/**
 * Digests a MySQL or MariaDB database, while a site runs on it or not. Tables that are not of InnoDB have no snapshots:
 * of these, each is read as it is at that moment.
 *
 * @param {import('mysql2').ConnectionOptions} address of the server, with the database
 * @param {Set<string>} ignored tables to leave out
 * @returns {Promise<{tables: Record<string, {rows: number, sha256: string}>, structure: Record<string, {bytes: number, sha256: string}>}>} structure: of tables, sequences, views, triggers, routines and events
 * @throws {Error} when the server cannot be reached, or the account may not read something
 */
export async function digestServer(address, ignored) {
  const session = await openSession(address);
  try {
    const isOfTheSite = (name) => !ignored.has(name) && !BESIDE_THE_SITE.test(name);
    const tables = {};
    for (const { name, versioned } of await listTables(session)) {
      if (isOfTheSite(name)) tables[name] = await digestTable(session, name, versioned);
    }
    return { tables, structure: await digestStructure(session, isOfTheSite) };
  } finally {
    await session.close();
  }
}

async function listTables(session) {
  const rows = await session.texts(
    `SELECT table_name, table_type FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')`,
  );
  return rows
    .map(([name, type]) => ({ name, versioned: type === 'SYSTEM VERSIONED' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Column names with their types come first, so that a lost empty column shows. */
async function digestTable(session, name, versioned) {
  const sink = createSink();
  const columns = await session.texts(
    `SELECT column_name, data_type, column_type, collation_name FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`,
    [name],
  );
  for (const [column, , type, collation] of columns) {
    sink.write(`${column}\0${type}\0${collation ?? ''}\0`);
  }
  // By name: SELECT * leaves out columns that are declared invisible.
  const select = columns.map(([column, type]) => exact(column, type)).join(', ');
  const history = versioned ? ' FOR SYSTEM_TIME ALL' : '';
  const from = `SELECT ${select} FROM ${quote(name)}${history}`;

  // Of a row with history there are several with the same key.
  const key = versioned ? [] : await primaryKey(session, name);
  const rows =
    key.length > 0
      ? await writeInOrder(sink, session.stream(`${from} ORDER BY ${key.map(quote).join(', ')}`))
      : await writeSorted(sink, session.stream(from));
  return { rows, sha256: sink.digest() };
}

/**
 * FLOAT is shown with six digits, and FLOAT(7,2) with two, where more are stored; as a DOUBLE all of them show (times one,
 * not plus zero, which would make −0 to 0). ENUM and SET as their numbers: the empty text may be a member, or none.
 */
function exact(column, type) {
  if (type === 'float' || type === 'double') return `${quote(column)} * 1e0`;
  if (type === 'enum' || type === 'set') return `CAST(${quote(column)} AS UNSIGNED)`;
  return quote(column);
}

/** Columns of the primary key; none when there is none, or when it is over the first characters of a column only. */
async function primaryKey(session, name) {
  const parts = await session.texts(
    `SELECT column_name, sub_part FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index`,
    [name],
  );
  return parts.every(([, prefix]) => prefix === null) ? parts.map(([column]) => column) : [];
}

async function writeInOrder(sink, stream) {
  let rows = 0;
  for await (const row of stream) {
    rows += 1;
    writeRow(sink, row);
  }
  return rows;
}

/**
 * Without a key no order is promised, and the server's own sorting would not help: it compares text as a language does, and
 * only the first 1024 bytes of it. So the hashes of the rows are sorted.
 */
async function writeSorted(sink, stream) {
  const hashes = [];
  for await (const row of stream) {
    const hash = createHash('sha256');
    writeRow({ write: (data) => hash.update(data) }, row);
    hashes.push(hash.digest('hex'));
  }
  for (const hash of hashes.sort()) sink.write(hash);
  return hashes.length;
}

/** The length before each value: nothing can move from one column into the next unseen. */
function writeRow(sink, row) {
  for (const value of row) {
    if (value === null) {
      sink.write('null\0');
    } else {
      sink.write(`${value.length}\0`);
      sink.write(value);
    }
  }
}
