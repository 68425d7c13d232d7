import type { Connection } from 'mysql2';
import { setTimeout as wait } from 'node:timers/promises';
import { BackupError } from '../../errors';
import type { MysqlSettings } from '../settings';
import { isGone, isLocked } from './mysql-errors';
import { openMysql, runPlain } from './open-mysql';
import { rawQuery, type OnRow, type RawResult } from './raw-query';

/** A row of which every value is text, as the server wrote it. */
export type TextRow = Readonly<Record<string, string | null>>;

/** How long a statement waits for a lock before it gives way to those behind it, in seconds. */
const LOCK_WAIT = 2;
const ATTEMPTS = 6;

/** Wishes that an ordinary account may not have; without them the server's own values stay. */
const WISHES = [
  'SET SESSION sql_require_primary_key = 0',
  'SET SESSION sql_generate_invisible_primary_key = 0',
  'SET SESSION innodb_strict_mode = 0',
  `SET SESSION system_versioning_alter_history = 'KEEP'`,
  'SET SESSION max_statement_time = 0',
  'SET SESSION max_execution_time = 0',
  'SET SESSION idle_transaction_timeout = 0',
];

/** A connection on which a dump or a load runs: one transaction, one place of settings. */
export class MysqlSession {
  readonly #connection: Connection;
  readonly flavour: 'mysql' | 'mariadb';
  readonly version: string;
  /** Name of the schema that the connection is in. */
  readonly database: string;

  private constructor(connection: Connection, version: string, database: string) {
    this.#connection = connection;
    this.version = version;
    this.flavour = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    this.database = database;
  }

  static async open(settings: MysqlSettings): Promise<MysqlSession> {
    const connection = await openMysql(settings, [
      'SET NAMES utf8mb4',
      `SET SESSION time_zone = '+00:00', sql_mode = '', sql_quote_show_create = 1`,
      `SET SESSION lock_wait_timeout = ${String(LOCK_WAIT)}, innodb_lock_wait_timeout = ${String(LOCK_WAIT)}`,
      'SET SESSION net_write_timeout = 1800, net_read_timeout = 1800, wait_timeout = 86400',
      'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    ]);
    try {
      for (const wish of WISHES) await runPlain(connection, wish).catch(() => undefined);
      const [facts] = await textRows(connection, 'SELECT VERSION() AS version, DATABASE() AS db');
      return new MysqlSession(connection, facts?.version ?? '', facts?.db ?? '');
    } catch (error) {
      connection.destroy();
      rethrow(error);
    }
  }

  /**
   * Rows as text, asked for again while somebody holds a lock. For what the server tells about itself; data
   * go through `stream`.
   */
  rows(sql: string): Promise<TextRow[]> {
    return untilUnlocked(() => textRows(this.#connection, sql));
  }

  /** Rows as bytes, in whatever character set `character_set_results` names. */
  byteRows(sql: string): Promise<Record<string, Buffer | null>[]> {
    return selectRows(this.#connection, sql, (field) => field.buffer()).catch(rethrow);
  }

  /** Rows in which nothing is decoded. */
  stream(sql: string, onRow: OnRow): Promise<RawResult> {
    return rawQuery(this.#connection, Buffer.from(sql), onRow).catch(rethrow);
  }

  /** Stops the rows of `stream` until `resume`. */
  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
  }

  /** One statement without rows. */
  send(sql: string | Buffer): Promise<RawResult> {
    const bytes = typeof sql === 'string' ? Buffer.from(sql) : sql;
    return rawQuery(this.#connection, bytes).catch(rethrow);
  }

  /**
   * The same, tried again while somebody holds a lock. Between tries it waits, so that those who
   * queue behind it go on: a pending change of a table holds up everybody else.
   *
   * @throws BackupError DATABASE_LOCKED
   */
  patiently(sql: string | Buffer): Promise<RawResult> {
    const bytes = typeof sql === 'string' ? Buffer.from(sql) : sql;
    return untilUnlocked(() => rawQuery(this.#connection, bytes));
  }

  /** Ends at once, also in the middle of a result; the server rolls an open transaction back. */
  destroy(): void {
    this.#connection.destroy();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#connection.end(() => {
        resolve();
      });
    });
  }
}

/** Opens a session for one act, and closes it whatever happens. */
export async function withSession<T>(
  settings: MysqlSettings,
  act: (session: MysqlSession) => Promise<T>,
): Promise<T> {
  const session = await MysqlSession.open(settings);
  try {
    return await act(session);
  } finally {
    session.destroy();
  }
}

export function databaseLocked(cause: unknown): BackupError {
  return new BackupError(
    'DATABASE_LOCKED',
    'A table stayed locked by another program or by a long transaction. Try again when it is done.',
    { cause },
  );
}

async function untilUnlocked<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isLocked(error) || attempt === ATTEMPTS) rethrow(error);
      await wait(250 * attempt);
    }
  }
}

/** A connection that ended in the middle, and a lock of somebody else, have no code of their own. */
function rethrow(error: unknown): never {
  if (isLocked(error)) throw databaseLocked(error);
  if (!isGone(error)) throw error;
  throw new BackupError(
    'DATABASE_UNREACHABLE',
    'The database server ended the connection. Check that it runs, and try again.',
    { cause: error },
  );
}

interface Field {
  string(encoding?: BufferEncoding): string | null;
  buffer(): Buffer | null;
}

function textRows(connection: Connection, sql: string): Promise<TextRow[]> {
  return selectRows(connection, sql, (field) => field.string('utf8'));
}

function selectRows<Value>(
  connection: Connection,
  sql: string,
  read: (field: Field) => Value,
): Promise<Record<string, Value>[]> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, typeCast: read as never }, (error, rows: unknown) => {
      if (error === null) resolve(Array.isArray(rows) ? (rows as Record<string, Value>[]) : []);
      else reject(error);
    });
  });
}
