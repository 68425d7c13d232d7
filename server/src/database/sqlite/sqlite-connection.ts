import { types } from 'node:util';
import type { DatabaseConnection, SqlParameter, SqlRow, SqlValue } from '../connection';
import type { SqliteSettings } from '../settings';
import { openSqlite, type SqliteHandle } from './open-sqlite';
import { retryWhileLocked } from './retry-while-locked';

/**
 * The plugin's connection to an SQLite site. The driver is synchronous, so its lock wait would
 * block the event loop, and with it the very transaction it waits for. Hence: no wait in the
 * driver, and retries between ticks here.
 */
export class SqliteConnection implements DatabaseConnection {
  readonly kind = 'sqlite';
  readonly #handle: SqliteHandle;
  readonly #patienceMs: number;

  /** @param patienceMs how long a statement is retried while the database is locked */
  constructor(settings: SqliteSettings, patienceMs = 10_000) {
    this.#handle = openSqlite(settings, settings.filename, { mustExist: false, busyMs: 0 });
    this.#patienceMs = patienceMs;
    // Own tables have foreign keys to admin_users that must not act while tables are swapped.
    this.#handle.pragma('foreign_keys = OFF');
  }

  all(sql: string, params: readonly SqlParameter[] = []): Promise<SqlRow[]> {
    return this.#patiently(() => this.#handle.prepare(sql).all(...params.map(plain)) as SqlRow[]);
  }

  run(sql: string, params: readonly SqlParameter[] = []): Promise<number> {
    return this.#patiently(() => this.#handle.prepare(sql).run(...params.map(plain)).changes);
  }

  execute(sql: string): Promise<void> {
    return this.#patiently(() => {
      this.#handle.exec(sql);
    });
  }

  async hasTable(name: string): Promise<boolean> {
    const rows = await this.all(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`, [
      name,
    ]);
    return rows.length > 0;
  }

  async tableNames(): Promise<string[]> {
    const rows = await this.all(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    );
    return rows.map((row) => String(row.name));
  }

  /** Reads the journal mode and, where asked, switches to write-ahead logging for good. */
  journalMode(change?: 'wal'): Promise<string> {
    return this.#patiently(() =>
      String(
        this.#handle.pragma(change === undefined ? 'journal_mode' : `journal_mode = ${change}`, {
          simple: true,
        }),
      ),
    );
  }

  close(): Promise<void> {
    this.#handle.close();
    return Promise.resolve();
  }

  #patiently<T>(act: () => T): Promise<T> {
    return retryWhileLocked(this.#patienceMs, act);
  }
}

/** Strapi keeps times in SQLite as milliseconds. */
function plain(value: SqlParameter): SqlValue {
  return types.isDate(value) ? value.getTime() : value;
}
