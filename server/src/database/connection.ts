/**
 * A private connection to the site's database, for the plugin's own tables. Never Strapi's pool:
 * it must work before Strapi has opened it (recovery), without Strapi (worker, command line), and
 * must not wait behind the site's requests.
 *
 * In Strapi's process no transaction may stay open between two calls: on SQLite, Strapi's own
 * connection would block the event loop on its lock, and the one who holds the lock could never
 * go on. So what must be atomic is one statement.
 */
export type SqlValue = string | number | null | Buffer;
/** A moment goes in as `Date`, and is written as Strapi writes it; it comes out in milliseconds. */
export type SqlParameter = SqlValue | Date;
export type SqlRow = Record<string, SqlValue | bigint>;

export interface DatabaseConnection {
  readonly kind: 'sqlite' | 'mysql';
  /** @throws BackupError DATABASE_LOCKED when the database stays locked */
  all(sql: string, params?: readonly SqlParameter[]): Promise<SqlRow[]>;
  /** @returns how many rows the statement changed */
  run(sql: string, params?: readonly SqlParameter[]): Promise<number>;
  /** Statements without parameters: DDL of the plugin's internal tables. */
  execute(sql: string): Promise<void>;
  hasTable(name: string): Promise<boolean>;
  /** Every table of the site and of other programs beside it. */
  tableNames(): Promise<string[]>;
  close(): Promise<void>;
}

/** Milliseconds since 1970 by the database's clock, as an SQL expression. */
export function nowExpression(kind: DatabaseConnection['kind']): string {
  return kind === 'sqlite'
    ? `CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER)`
    : `CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)`;
}
