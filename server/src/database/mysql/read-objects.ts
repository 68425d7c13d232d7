import { BackupError } from '../../errors';
import { quoteIdentifier } from '../identifiers';
import { isForbidden } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { skipQuoted } from './sql-lexer';
import type { StoredObject } from './stored-object';

const quote = (name: string): string => quoteIdentifier('mysql', name);

/**
 * All views, triggers, routines and events of the site, in an order in which they can be made again:
 * routines first (views may call them), triggers in the order in which they act.
 *
 * @param unreadable gets what the account may not read
 */
export async function findObjects(
  session: MysqlSession,
  unreadable: string[],
): Promise<StoredObject[]> {
  // Bytes as they were written: an object keeps the character set of the one who made it.
  await session.send('SET SESSION character_set_results = NULL');
  try {
    return [
      ...(await readRoutines(session, unreadable)),
      ...(await readViews(session, unreadable)),
      ...(await readTriggers(session, unreadable)),
      ...(await readEvents(session, unreadable)),
    ];
  } finally {
    await session.send('SET NAMES utf8mb4');
  }
}

/**
 * The same, for whoever needs all of them.
 *
 * @throws BackupError SNAPSHOT_INCOMPLETE naming what the account may not read
 */
export async function readObjects(session: MysqlSession): Promise<StoredObject[]> {
  const unreadable: string[] = [];
  const objects = await findObjects(session, unreadable);
  if (unreadable.length === 0) return objects;
  throw new BackupError(
    'SNAPSHOT_INCOMPLETE',
    `The account of the site may not read the definition of ${unreadable.join(', ')}, so it could not be brought back. Let its definer, or an account with SHOW_ROUTINE and SHOW VIEW, do it.`,
  );
}

async function readRoutines(session: MysqlSession, unreadable: string[]): Promise<StoredObject[]> {
  const listed = await session.rows(
    `SELECT routine_type AS type, routine_name AS name FROM information_schema.routines
     WHERE routine_schema = DATABASE() AND routine_type IN ('PROCEDURE', 'FUNCTION')
     ORDER BY routine_type, routine_name`,
  );
  const objects: StoredObject[] = [];
  for (const { type, name } of listed) {
    const kind = type === 'FUNCTION' ? 'function' : 'procedure';
    const column = kind === 'function' ? 'Create Function' : 'Create Procedure';
    const shown = await showCreate(session, kind, name ?? '', column);
    if (shown === null) unreadable.push(`the ${kind} ${name ?? ''}`);
    else objects.push(shown);
  }
  return objects;
}

async function readViews(session: MysqlSession, unreadable: string[]): Promise<StoredObject[]> {
  const listed = await session.rows(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'VIEW' ORDER BY table_name`,
  );
  const columns = await session
    .rows(
      `SELECT c.table_name AS name, c.column_name AS col FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = DATABASE() AND t.table_type = 'VIEW'
     ORDER BY c.table_name, c.ordinal_position`,
    )
    .catch(() => []);
  const objects: StoredObject[] = [];
  for (const { name } of listed) {
    const view = await showCreate(session, 'view', name ?? '', 'Create View');
    if (view === null) {
      unreadable.push(`the view ${name ?? ''}`);
      continue;
    }
    const own = columns.filter((row) => row.name === name).map((row) => row.col ?? '');
    objects.push({ ...view, columns: own });
  }
  return objects;
}

async function readTriggers(session: MysqlSession, unreadable: string[]): Promise<StoredObject[]> {
  const listed = await session.rows(
    `SELECT trigger_name AS name, event_object_table AS tbl
     FROM information_schema.triggers WHERE trigger_schema = DATABASE()
     ORDER BY event_object_table, action_timing, event_manipulation, action_order`,
  );
  const objects: StoredObject[] = [];
  for (const { name, tbl } of listed) {
    const shown = await showCreate(session, 'trigger', name ?? '', 'SQL Original Statement');
    const sql = shown === null ? null : withoutOrder(shown.sql);
    if (shown === null || sql === null) unreadable.push(`the trigger ${name ?? ''}`);
    else objects.push({ ...shown, sql, table: tbl ?? null });
  }
  return objects;
}

async function readEvents(session: MysqlSession, unreadable: string[]): Promise<StoredObject[]> {
  const listed = await session.rows(
    `SELECT event_name AS name FROM information_schema.events
     WHERE event_schema = DATABASE() ORDER BY event_name`,
  );
  const objects: StoredObject[] = [];
  for (const { name } of listed) {
    const shown = await showCreate(session, 'event', name ?? '', 'Create Event');
    if (shown === null) unreadable.push(`the event ${name ?? ''}`);
    else objects.push(shown);
  }
  return objects;
}

/** @returns null where the account may not read it */
async function showCreate(
  session: MysqlSession,
  kind: StoredObject['kind'],
  name: string,
  column: string,
): Promise<StoredObject | null> {
  const [row] = await session
    .byteRows(`SHOW CREATE ${kind.toUpperCase()} ${quote(name)}`)
    .catch((error: unknown) => {
      if (isForbidden(error)) return [];
      throw error;
    });
  const sql = row?.[column] ?? null;
  if (row === undefined || sql === null) return null;
  const text = (key: string): string | null => row[key]?.toString('utf8') ?? null;
  return {
    kind,
    name,
    table: null,
    sql,
    session: {
      sqlMode: text('sql_mode'),
      charset: text('character_set_client') ?? 'utf8mb4',
      collation: text('collation_connection') ?? 'utf8mb4_general_ci',
      timeZone: text('time_zone'),
    },
    columns: [],
  };
}

/**
 * A trigger without the one that it follows or precedes. That one may not exist yet; the order in which
 * they are made says the same.
 */
function withoutOrder(sql: Buffer): Buffer | null {
  // One character is one byte here, whatever the character set: the words we look for are ASCII.
  const text = sql.toString('latin1');
  let at = 0;
  while (at < text.length) {
    const next = skipQuoted(text, at);
    if (next > at) {
      at = next;
      continue;
    }
    const found = /^FOR\s+EACH\s+ROW\s+/i.exec(text.slice(at, at + 200));
    if (found !== null && /\W/.test(text[at - 1] ?? ' ')) {
      const body = at + found[0].length;
      const order = /^(?:FOLLOWS|PRECEDES)\s+(?:`(?:[^`]|``)+`|[^\s`]+)\s+/i.exec(text.slice(body));
      if (order === null) return sql;
      return Buffer.from(text.slice(0, body) + text.slice(body + order[0].length), 'latin1');
    }
    at += 1;
  }
  return null;
}
