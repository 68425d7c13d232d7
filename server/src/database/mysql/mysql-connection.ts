import type { Connection, TypeCast } from 'mysql2';
import { setTimeout as wait } from 'node:timers/promises';
import { BackupError } from '../../errors';
import type { DatabaseConnection, SqlParameter, SqlRow } from '../connection';
import type { MysqlSettings } from '../settings';
import { generatedTables } from './generated-names';
import { isGone, isLocked } from './mysql-errors';
import { openMysql } from './open-mysql';
import { parseTime } from './parse-time';

const RETRY_MS = 50;

/**
 * The plugin's connection to a MySQL or MariaDB site. It opens by itself, and again when the server
 * has closed it (idle for long, restarted).
 *
 * REPEATABLE READ on purpose: under it a subquery of an UPDATE locks what it reads, so that a change
 * and the comparison of the lease are one.
 */
export class MysqlConnection implements DatabaseConnection {
  readonly kind = 'mysql';
  readonly #settings: MysqlSettings;
  readonly #patienceMs: number;
  #opened: Promise<Connection> | null = null;
  #closed = false;

  /** @param patienceMs how long a statement is retried while rows or tables are locked */
  constructor(settings: MysqlSettings, patienceMs = 10_000) {
    this.#settings = settings;
    this.#patienceMs = patienceMs;
  }

  async all(sql: string, params: readonly SqlParameter[] = []): Promise<SqlRow[]> {
    const rows = await this.#patiently(sql, params);
    return Array.isArray(rows) ? (rows as SqlRow[]) : [];
  }

  async run(sql: string, params: readonly SqlParameter[] = []): Promise<number> {
    const result = await this.#patiently(sql, params);
    return isResult(result) ? result.affectedRows : 0;
  }

  async execute(sql: string): Promise<void> {
    await this.#patiently(sql, []);
  }

  async hasTable(name: string): Promise<boolean> {
    const rows = await this.all(
      `SELECT 1 FROM information_schema.tables
       WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name = ?`,
      [name],
    );
    return rows.length > 0;
  }

  async tableNames(): Promise<string[]> {
    const rows = await this.all(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = DATABASE() AND table_type <> 'VIEW'`,
    );
    const names = rows.map((row) => String(row.name));
    const generated = generatedTables(names);
    return names.filter((name) => !generated.has(name));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = this.#opened;
    this.#opened = null;
    if (opened === null) return;
    const connection = await opened.catch(() => null);
    if (connection === null) return;
    await new Promise<void>((resolve) => {
      connection.end(() => {
        resolve();
      });
    });
  }

  async #patiently(sql: string, params: readonly SqlParameter[]): Promise<unknown> {
    const deadline = Date.now() + this.#patienceMs;
    for (;;) {
      const opened = this.#connected();
      const connection = await opened;
      try {
        return await query(connection, sql, params, this.#settings.timezone);
      } catch (error) {
        if (isGone(error)) this.#forget(opened);
        if (!isLocked(error)) throw error;
        if (Date.now() >= deadline) {
          throw new BackupError(
            'DATABASE_LOCKED',
            'The database stayed locked by another program. Try again when it is done.',
            { cause: error },
          );
        }
      }
      await wait(RETRY_MS);
    }
  }

  #connected(): Promise<Connection> {
    if (this.#closed) throw new Error('The connection was closed.');
    if (this.#opened !== null) return this.#opened;
    const opened = this.#open();
    this.#opened = opened;
    const forget = () => {
      this.#forget(opened);
    };
    opened.then((connection) => {
      connection.on('error', forget);
      connection.on('end', forget);
    }, forget);
    return opened;
  }

  /** The end of a connection may be noticed when the next one is open already, which must be kept. */
  #forget(opened: Promise<Connection>): void {
    if (this.#opened === opened) this.#opened = null;
  }

  #open(): Promise<Connection> {
    const seconds = String(Math.max(1, Math.ceil(this.#patienceMs / 1000)));
    return openMysql(this.#settings, [
      // By the database's clock, without gaps or repeated hours.
      `SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES', autocommit = 1`,
      'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
      `SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}, wait_timeout = 86400`,
    ]);
  }
}

function query(
  connection: Connection,
  sql: string,
  params: readonly SqlParameter[],
  timezone: string,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // Values are put into the text by the driver: a prepared statement would send every number as
    // DOUBLE, which MySQL refuses for LIMIT.
    const options = { sql, values: [...params], typeCast: timesAsNumbers(timezone) };
    connection.query(options, (error, result: unknown) => {
      if (error === null) resolve(result);
      else reject(error);
    });
  });
}

/** Milliseconds, as from SQLite: the driver's own `Date` is not what the other dialect gives. */
function timesAsNumbers(timezone: string): TypeCast {
  return (field, next) => {
    if (field.type !== 'DATETIME' && field.type !== 'TIMESTAMP') return next();
    const text = field.string();
    return text === null ? null : parseTime(text, timezone);
  };
}

function isResult(value: unknown): value is { affectedRows: number } {
  return typeof value === 'object' && value !== null && 'affectedRows' in value;
}
