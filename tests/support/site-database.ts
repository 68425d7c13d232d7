import { DATABASE_KIND, type DatabaseKind } from './database-kind';
import { openServerDatabase } from './server-database';
import { openSqliteDatabase } from './sqlite-database';

/** A moment goes in as `Date`, and is written as Strapi writes it. */
export type Parameter = string | number | null | Date;
export type Row = Record<string, unknown>;
export type Statement = readonly [sql: string, ...params: Parameter[]];

export interface TableDigest {
  readonly rows: number;
  readonly sha256: string;
}

/**
 * A site's database as another program sees it, beside Strapi and the plugin. One SQL for all kinds:
 * double quotes name tables and columns, `||` joins texts.
 */
export interface SiteDatabase {
  readonly kind: DatabaseKind;
  /** What Strapi has to be told to find it. */
  readonly env: Readonly<Record<string, string>>;
  query: (sql: string, ...params: Parameter[]) => Promise<Row[]>;
  run: (sql: string, ...params: Parameter[]) => Promise<void>;
  /** All of it or nothing, with foreign keys kept. */
  transaction: (statements: readonly Statement[]) => Promise<void>;
  /** Lets nobody else write, until the answer is called. */
  lockForOthers: () => Promise<() => Promise<void>>;
  /** Rows and structure of every table but those. */
  digest: (ignoredTables: readonly string[]) => Promise<Record<string, TableDigest>>;
  /** What the database itself finds wrong with it; empty when all is well. */
  faults: () => Promise<string[]>;
  /** Fills it with sample content. */
  seed: (content: SeededDatabase) => Promise<void>;
  /** Removes what `rm` of the site's folder does not. */
  remove: () => Promise<void>;
}

export interface SeededDatabase {
  /** `data.db`, or `data.sql` for a server. */
  readonly databaseFile: string;
}

/** @param file where the site keeps it when it is SQLite */
export function openSiteDatabase(file: string): Promise<SiteDatabase> {
  return DATABASE_KIND === 'sqlite'
    ? Promise.resolve(openSqliteDatabase(file))
    : openServerDatabase(DATABASE_KIND);
}
