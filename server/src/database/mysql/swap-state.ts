import { z } from 'zod';
import { quoteIdentifier } from '../identifiers';
import type { GeneratedNames } from './generated-names';
import { hasTable } from './inspect-mysql';
import type { MysqlSession } from './mysql-session';
import { sqlString } from './sql-string';
import type { StoredObject } from './stored-object';

/** A table of a staged or kept state. */
const stateTableSchema = z.object({
  name: z.string(),
  /** What it is called while it is not the site's. */
  physical: z.string(),
  kind: z.enum(['table', 'sequence', 'versioned']),
  /** `CREATE TABLE` as the server showed it, foreign keys included; empty for a sequence. */
  create: z.string(),
  rows: z.number(),
});
export type StateTable = z.infer<typeof stateTableSchema>;

const objectSchema = z.object({
  kind: z.enum(['view', 'trigger', 'procedure', 'function', 'event']),
  name: z.string(),
  table: z.string().nullable(),
  sql: z.base64().transform((text) => Buffer.from(text, 'base64')),
  session: z.object({
    sqlMode: z.string().nullable(),
    charset: z.string(),
    collation: z.string(),
    timeZone: z.string().nullable(),
  }),
  columns: z.array(z.string()),
});

const stagedStateSchema = z.object({
  tables: z.array(stateTableSchema),
  objects: z.array(objectSchema),
  removes: z.array(z.object({ kind: objectSchema.shape.kind, name: z.string() })),
  withdraws: z.array(z.string()),
});
/** What is ready to become the site. */
export interface StagedState {
  readonly tables: readonly StateTable[];
  readonly objects: readonly StoredObject[];
  /** Objects that are not to be there afterwards. */
  readonly removes: readonly Pick<StoredObject, 'kind' | 'name'>[];
  /** The same for tables: what a restore had brought, in its undo. */
  readonly withdraws: readonly string[];
}

const swapStateSchema = z.object({
  /** The tables that the swap puts in place; without those that it was told to leave out. */
  incoming: z.array(z.string()),
  /** The site as it was: its tables under their kept names. */
  kept: z.array(stateTableSchema),
  objects: z.array(objectSchema),
  /** Foreign keys of tables that stay, into tables that go: taken away before, put back after. */
  repairs: z.array(z.object({ table: z.string(), item: z.string() })),
  detail: z.string(),
});
/** What a swap does, written before it: enough to finish it, and to undo it. */
export interface SwapState {
  readonly incoming: readonly string[];
  readonly kept: readonly StateTable[];
  readonly objects: readonly StoredObject[];
  readonly repairs: readonly { readonly table: string; readonly item: string }[];
  /** What the journal is to say. */
  readonly detail: string;
}

/** Pieces are small enough for any `max_allowed_packet`. */
const PIECE = 512 * 1024;

export async function createStateTable(
  session: MysqlSession,
  names: GeneratedNames,
): Promise<void> {
  await session.send(
    `CREATE TABLE IF NOT EXISTS ${quote(names.state)} (part VARCHAR(20) NOT NULL, piece INT NOT NULL,
     content LONGTEXT NOT NULL, PRIMARY KEY (part, piece)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`,
  );
}

export function writeStaged(
  session: MysqlSession,
  names: GeneratedNames,
  state: StagedState,
): Promise<void> {
  return write(session, names, 'staged', state);
}

export async function readStaged(
  session: MysqlSession,
  names: GeneratedNames,
): Promise<StagedState | null> {
  const text = await read(session, names, 'staged');
  return text === null ? null : stagedStateSchema.parse(JSON.parse(text));
}

export function writeSwap(
  session: MysqlSession,
  names: GeneratedNames,
  state: SwapState,
): Promise<void> {
  return write(session, names, 'swap', state);
}

/** null before the swap was begun, or when there is nothing of this token at all. */
export async function readSwap(
  session: MysqlSession,
  names: GeneratedNames,
): Promise<SwapState | null> {
  const text = await read(session, names, 'swap');
  return text === null ? null : swapStateSchema.parse(JSON.parse(text));
}

async function write(
  session: MysqlSession,
  names: GeneratedNames,
  part: string,
  state: StagedState | SwapState,
): Promise<void> {
  const text = JSON.stringify({
    ...state,
    objects: state.objects.map((object) => ({ ...object, sql: object.sql.toString('base64') })),
  });
  await session.send('START TRANSACTION');
  await session.patiently(`DELETE FROM ${quote(names.state)} WHERE part = ${sqlString(part)}`);
  const chars = Array.from(text);
  for (let piece = 0; piece * PIECE < chars.length; piece += 1) {
    const content = chars.slice(piece * PIECE, (piece + 1) * PIECE).join('');
    await session.send(
      `INSERT INTO ${quote(names.state)} (part, piece, content)
       VALUES (${sqlString(part)}, ${String(piece)}, ${sqlString(content)})`,
    );
  }
  await session.send('COMMIT');
}

async function read(
  session: MysqlSession,
  names: GeneratedNames,
  part: string,
): Promise<string | null> {
  if (!(await hasTable(session, names.state))) return null;
  const rows = await session.rows(
    `SELECT content FROM ${quote(names.state)} WHERE part = ${sqlString(part)} ORDER BY piece`,
  );
  return rows.length === 0 ? null : rows.map((row) => row.content ?? '').join('');
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
