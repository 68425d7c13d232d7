import type { Core } from '@strapi/strapi';
import type { DatabaseConnection, SqlParameter, SqlRow } from '../database/connection';
import type { Gate } from '../restore/journal';

interface WriteResult {
  readonly changes: number;
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
    if (this.#strapi === null || this.#gate() === 'closed') return this.#own.run(sql, params);
    const bindings = params.map((value) => (value instanceof Date ? value.getTime() : value));
    try {
      const result = await this.#strapi.db.connection.raw<WriteResult>(sql, bindings);
      return result.changes;
    } catch {
      // Another program holds the lock, or Strapi's queue is full: a statement that failed has changed
      // nothing, and our own connection waits without blocking anybody, or says what is wrong.
      return this.#own.run(sql, params);
    }
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
