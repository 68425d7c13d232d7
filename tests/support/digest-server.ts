import { createHash } from 'node:crypto';
import type mysql from 'mysql2/promise';
import type { TableDigest } from './site-database';

type Values = readonly (Buffer | null)[];

/**
 * Every table as the server itself tells of it: its definition, then the bytes of its rows in the order
 * of their values. Tables that are kept for an undo (`bkv_…`) are no part of the site.
 */
export async function digestServer(
  connection: mysql.Connection,
  ignored: ReadonlySet<string>,
): Promise<Record<string, TableDigest>> {
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
  const tables = await bytesOf(
    connection,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
     AND table_type <> 'VIEW' ORDER BY table_name`,
  );
  const digests: Record<string, TableDigest> = {};
  for (const [first] of tables) {
    const name = String(first);
    if (ignored.has(name) || name.startsWith('bkv_')) continue;
    digests[name] = await digestTable(connection, name);
  }
  await connection.query('COMMIT');
  return digests;
}

async function digestTable(connection: mysql.Connection, name: string): Promise<TableDigest> {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const hash = createHash('sha256');
  const [definition = []] = await bytesOf(connection, `SHOW CREATE TABLE ${quoted}`);
  hash.update(definition[1] ?? '');
  const rows = await bytesOf(connection, `SELECT * FROM ${quoted}`);
  const images = rows.map(imageOf).sort((a, b) => Buffer.compare(a, b));
  for (const image of images) hash.update(image);
  return { rows: rows.length, sha256: hash.digest('hex') };
}

/** The length of each value before it: nothing can move from one column into the next unseen. */
function imageOf(values: Values): Buffer {
  const parts = values.flatMap((value) =>
    value === null ? [Buffer.from('N')] : [Buffer.from(`${String(value.length)}:`), value],
  );
  return Buffer.concat([...parts, Buffer.from('\n')]);
}

async function bytesOf(connection: mysql.Connection, sql: string): Promise<Values[]> {
  const [rows] = await connection.query({
    sql,
    rowsAsArray: true,
    typeCast: (field) => field.buffer(),
  });
  return rows as unknown as Values[];
}
