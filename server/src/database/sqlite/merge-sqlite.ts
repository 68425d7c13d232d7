import type { MergeSummary } from '../../contracts/restores';
import { BackupError } from '../../errors';
import { syncFile } from '../../durable';
import type { MergeOptions } from '../engine';
import { quoteIdentifier } from '../identifiers';
import type { MergeDatabase } from '../merge/merge-database';
import { mergeDatabases } from '../merge/merge-databases';
import type { SqliteSettings } from '../settings';
import { distrust } from './check-sqlite';
import { listObjects, listTables } from './inspect-sqlite';
import { openSqlite, type SqliteHandle } from './open-sqlite';
import { sqliteError } from './sqlite-errors';

const quote = (name: string): string => quoteIdentifier('sqlite', name);

/**
 * Merges one staged file into another; both are private to this restore.
 *
 * @param here the staged copy of the site, which gets what is missing
 * @param there the backup's; of no further use afterwards
 * @throws BackupError STAGING_MISMATCH
 */
export async function mergeSqlite(
  settings: SqliteSettings,
  files: { readonly here: string; readonly there: string },
  { model, signal, report }: MergeOptions,
): Promise<MergeSummary> {
  const handle = openSqlite(settings, files.here);
  try {
    distrust(handle);
    handle.pragma('foreign_keys = OFF');
    handle.prepare('ATTACH ? AS backup').run(files.there);
    // Both are thrown away when anything fails: no journal, and no sync until the end.
    for (const schema of ['main', 'backup']) {
      handle.pragma(`${schema}.journal_mode = OFF`);
      handle.pragma(`${schema}.synchronous = OFF`);
    }
    const before = brokenKeys(handle);
    // They are about what the site does, not about what a merge does to its copy.
    const triggers = listObjects(handle).filter(({ type }) => type === 'trigger');
    for (const { name } of triggers) handle.exec(`DROP TRIGGER main.${quote(name)}`);
    const summary = await mergeDatabases(new SqliteMerge(handle), model, { signal, report });
    for (const { sql } of triggers) if (sql !== null) handle.exec(sql);
    if (brokenKeys(handle) > before) {
      throw new BackupError(
        'STAGING_MISMATCH',
        'What the backup would add does not fit to what is there. Nothing was changed.',
      );
    }
    return summary;
  } catch (error) {
    throw sqliteError(error);
  } finally {
    handle.close();
    syncFile(files.here);
  }
}

function brokenKeys(handle: SqliteHandle): number {
  return handle.prepare('PRAGMA main.foreign_key_check').all().length;
}

class SqliteMerge implements MergeDatabase {
  readonly keyType = 'BLOB';
  readonly #handle: SqliteHandle;
  readonly #here: ReadonlySet<string>;
  readonly #there: ReadonlySet<string>;
  #scratches = 0;

  constructor(handle: SqliteHandle) {
    this.#handle = handle;
    this.#here = new Set(listTables(handle).map(({ name }) => name));
    this.#there = new Set(listTables(handle, 'backup').map(({ name }) => name));
  }

  quote(name: string): string {
    return quote(name);
  }

  text(value: string): string {
    return `'${value.replaceAll("'", "''")}'`;
  }

  here(table: string): string | null {
    return this.#here.has(table) ? `main.${quote(table)}` : null;
  }

  there(table: string): string | null {
    return this.#there.has(table) ? `backup.${quote(table)}` : null;
  }

  async columnsHere(table: string): Promise<readonly string[]> {
    return this.#columns('main', table);
  }

  async columnsThere(table: string): Promise<readonly string[]> {
    return this.#columns('backup', table);
  }

  key(...expressions: readonly string[]): string {
    return expressions.map((each) => `CAST(${each} AS TEXT)`).join(` || '|' || `);
  }

  joined(...expressions: readonly string[]): string {
    return `(${expressions.join(' || ')})`;
  }

  async scratch(columns: string, indexed: readonly string[]): Promise<string> {
    this.#scratches += 1;
    const name = `bkv_merge_${String(this.#scratches)}`;
    this.#handle.exec(`CREATE TABLE backup.${quote(name)} (${columns})`);
    for (const column of indexed) {
      const index = quote(`${name}_${column}`);
      this.#handle.exec(`CREATE INDEX backup.${index} ON ${quote(name)} (${quote(column)})`);
    }
    return `backup.${quote(name)}`;
  }

  async run(sql: string): Promise<number> {
    return this.#handle.prepare(sql).run().changes;
  }

  async rows(sql: string): Promise<Readonly<Record<string, string | number | null>>[]> {
    return this.#handle.prepare(sql).all() as Record<string, string | number | null>[];
  }

  /** Generated columns are computed again. */
  #columns(schema: string, table: string): string[] {
    const rows = this.#handle.prepare(`PRAGMA ${schema}.table_xinfo(${quote(table)})`).all();
    return (rows as { name: string; hidden: number }[])
      .filter(({ hidden }) => hidden === 0)
      .map(({ name }) => name);
  }
}
