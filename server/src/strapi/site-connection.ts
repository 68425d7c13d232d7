import type { Core } from '@strapi/strapi';
import type { DatabaseConnection, SqlParameter, SqlRow, SqlValue } from '../database/connection';
import type { SqliteHandle } from '../database/sqlite/open-sqlite';
import { retryWhileLocked } from '../database/sqlite/retry-while-locked';
import type { Gate } from '../restore/journal';

const PATIENCE_MS = 10_000;

/** What knex knows and does not type: whoever has acquired the connection has it alone. */
interface ConnectionPool {
  acquireConnection(): Promise<SqliteHandle>;
  releaseConnection(handle: SqliteHandle): Promise<void>;
}

/**
 * The plugin's connection inside of Strapi. Reading is its own; on SQLite, writing goes through
 * Strapi's only connection as soon as there is one.
 *
 * In WAL mode SQLite refuses the write of a transaction that has read before somebody else committed
 * (SQLITE_BUSY_SNAPSHOT, at once). A heartbeat from a second connection would make transactions
 * of the site fail; in Strapi's queue it waits until they are over.
 */
export class SiteConnection implements DatabaseConnection {
  readonly kind;
  readonly #own: DatabaseConnection;
  #strapi: Core.Strapi | null = null;
  #gate: () => Gate = () => 'open';

  constructor(own: DatabaseConnection) {
    this.#own = own;
    this.kind = own.kind;
  }

  /**
   * From now on Strapi's connection takes the writes, except behind the closed gate: there the swap
   * holds the lock, for which Strapi's driver would wait and block the event loop.
   */
  writeThrough(strapi: Core.Strapi, gate: () => Gate): void {
    if (this.kind !== 'sqlite') return;
    this.#strapi = strapi;
    this.#gate = gate;
  }

  /** Before Strapi closes its connection. */
  writeDirectly(): void {
    this.#strapi = null;
  }

  all(sql: string, params?: readonly SqlParameter[]): Promise<SqlRow[]> {
    return this.#own.all(sql, params);
  }

  async run(sql: string, params: readonly SqlParameter[] = []): Promise<number> {
    const strapi = this.#strapi;
    if (strapi === null || this.#gate() === 'closed') return this.#own.run(sql, params);
    const values = params.map((value) => (value instanceof Date ? value.getTime() : value));
    return retryWhileLocked(PATIENCE_MS, () => runOnce(strapi, sql, values));
  }

  execute(sql: string): Promise<void> {
    return this.#own.execute(sql);
  }

  hasTable(name: string): Promise<boolean> {
    return this.#own.hasTable(name);
  }

  tableNames(): Promise<string[]> {
    return this.#own.tableNames();
  }

  close(): Promise<void> {
    return this.#own.close();
  }
}

/**
 * One statement on Strapi's connection, without its driver's lock wait of seconds, which would block
 * the whole process: another program may hold the lock.
 */
async function runOnce(strapi: Core.Strapi, sql: string, values: SqlValue[]): Promise<number> {
  const pool = strapi.db.connection.client as ConnectionPool;
  const handle = await pool.acquireConnection();
  const wait = Number(handle.pragma('busy_timeout', { simple: true }));
  try {
    handle.pragma('busy_timeout = 0');
    return handle.prepare(sql).run(...values).changes;
  } finally {
    handle.pragma(`busy_timeout = ${String(wait)}`);
    await pool.releaseConnection(handle);
  }
}
