import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFile, syncFolder } from '../../durable';
import { pausePoint } from '../../pause-points';
import type { ReportProgress } from '../../progress';
import type { Lease } from '../../lease/lease';
import { BackupError, leaseLost } from '../../errors';
import { nowExpression } from '../connection';
import type { SwapResult } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { JOURNAL_TABLE, LEASES_TABLE, isOwnTable } from '../own-tables';
import type { SqliteSettings } from '../settings';
import { strapiTables } from '../strapi-tables';
import { sqliteError } from './sqlite-errors';
import {
  countRows,
  hasTable,
  isVirtual,
  listObjects,
  shadowTables,
  type SchemaObject,
} from './inspect-sqlite';
import { openSqlite, type SqliteHandle } from './open-sqlite';

export interface SqliteSwapOptions {
  readonly stagingFile: string;
  /** Where the old state is written; must not exist yet. */
  readonly undoFile: string;
  readonly journalId: string;
  readonly lease: Lease;
  readonly expiryMs: number;
  /** Tables of the staged file that stay out of it: other programs', which a restore had kept. */
  readonly skipTables: readonly string[];
  /** What the journal says from the commit point on, given what the swap did. */
  readonly detail: (result: SwapResult) => string;
  readonly report: ReportProgress;
}

const quote = (name: string): string => quoteIdentifier('sqlite', name);

/**
 * The commit point on SQLite: under one exclusive lock the old state is written aside, tables and
 * rows are replaced from the staged file, and the journal says `swapped`. All of it or nothing.
 *
 * The live file itself is never replaced: an old journal or WAL could replay into the new one.
 *
 * @throws BackupError LEASE_LOST when another process took over; then nothing has changed
 */
export function swapSqlite(settings: SqliteSettings, options: SqliteSwapOptions): SwapResult {
  const live = openSqlite(settings, settings.filename);
  try {
    live.pragma('foreign_keys = OFF');
    live.pragma('synchronous = FULL');
    live.prepare('ATTACH ? AS staging').run(options.stagingFile);
    // In WAL mode readers go on beside EXCLUSIVE; otherwise it would lock out our own snapshot.
    const wal = live.pragma('journal_mode', { simple: true }) === 'wal';
    live.exec(wal ? 'BEGIN EXCLUSIVE' : 'BEGIN IMMEDIATE');
    try {
      compareLease(live, options.lease);
      pausePoint('restore.swap.locked');
      writeUndo(settings, options.undoFile);
      pausePoint('restore.swap.undo-written');
      const result = replaceTables(live, new Set(options.skipTables), options.report);
      markSwapped(live, options, options.detail(result));
      pausePoint('restore.swap.replaced');
      live.exec('COMMIT');
      pausePoint('restore.swap.committed');
      return result;
    } catch (error) {
      if (live.inTransaction) live.exec('ROLLBACK');
      throw error;
    }
  } catch (error) {
    throw sqliteError(error);
  } finally {
    shrinkLog(live);
    live.close();
  }
}

function compareLease(live: SqliteHandle, lease: Lease): void {
  const row = live
    .prepare(`SELECT holder, fence FROM ${LEASES_TABLE} WHERE name = 'site'`)
    .get() as { holder: string | null; fence: number } | undefined;
  if (row?.holder !== lease.holder || row.fence !== lease.fence) throw leaseLost();
}

/** The old state, exactly as it is at the commit point: nobody can write while we hold the lock. */
function writeUndo(settings: SqliteSettings, undoFile: string): void {
  const unfinished = `${undoFile}.partial`;
  // Not before the lease was compared: a stale swap must leave nothing behind.
  mkdirSync(path.dirname(undoFile), { recursive: true, mode: 0o700 });
  rmSync(unfinished, { force: true });
  const reader = openSqlite(settings, settings.filename);
  try {
    reader.prepare('VACUUM INTO ?').run(unfinished);
  } finally {
    reader.close();
  }
  syncFile(unfinished);
  renameSync(unfinished, undoFile);
  syncFolder(path.dirname(undoFile));
}

function replaceTables(
  live: SqliteHandle,
  skipped: ReadonlySet<string>,
  report: ReportProgress,
): SwapResult {
  const incoming = listObjects(live, 'staging').filter(
    (object) => !isOwnTable(object.table) && !skipped.has(object.table),
  );
  // Shadow tables of a virtual table may only be written in this mode.
  if (incoming.some(isVirtual)) live.unsafeMode(true);
  const incomingTables = incoming.filter((object) => object.type === 'table');
  const incomingNames = new Set(incoming.map((object) => object.name));
  const strapiTables = tablesOfStrapi(live);
  const present = listObjects(live).filter((object) => !isOwnTable(object.table));
  const presentShadows = shadowTables(live);
  const keptTables = present
    .filter(
      (object) =>
        object.type === 'table' &&
        !incomingNames.has(object.name) &&
        (skipped.has(object.name) || !strapiTables.has(object.name)) &&
        !presentShadows.has(object.name),
    )
    .map((object) => object.name);
  dropReplaced(live, present, incomingNames, new Set(keptTables));

  const shadows = shadowTables(live, 'staging');
  // A virtual table makes its shadow tables itself; after VACUUM they may be listed before it.
  for (const table of incomingTables) if (isVirtual(table)) create(live, table);
  const total = incomingTables.length;
  let rows = 0;
  let done = 0;
  for (const table of incomingTables) {
    report({ done, total, item: table.name });
    if (done === Math.floor(total / 2)) pausePoint('restore.swap.half');
    if (!isVirtual(table)) {
      if (!shadows.has(table.name)) create(live, table);
      // Indexes first and an empty table: then SQLite copies whole b-trees instead of rows.
      for (const index of incoming) {
        if (index.type === 'index' && index.table === table.name) create(live, index);
      }
      rows += copyRows(live, table.name, shadows.has(table.name));
    }
    done += 1;
  }
  for (const kind of ['view', 'trigger'] as const) {
    for (const object of incoming) if (object.type === kind) create(live, object);
  }
  copySequences(live, incomingTables);
  return { tables: incomingTables.length, rows, keptTables };
}

/** What goes: everything of Strapi's and everything that the backup brings. */
function dropReplaced(
  live: SqliteHandle,
  present: readonly SchemaObject[],
  incoming: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): void {
  const shadows = shadowTables(live);
  for (const object of present) {
    const ofKept = kept.has(object.table);
    if (object.type === 'trigger' && (!ofKept || incoming.has(object.name))) {
      live.exec(`DROP TRIGGER IF EXISTS main.${quote(object.name)}`);
    }
    if (object.type === 'view' && incoming.has(object.name)) {
      live.exec(`DROP VIEW IF EXISTS main.${quote(object.name)}`);
    }
    if (object.type === 'index' && ofKept && incoming.has(object.name)) {
      live.exec(`DROP INDEX IF EXISTS main.${quote(object.name)}`);
    }
  }
  for (const object of present) {
    if (object.type === 'table' && !kept.has(object.name) && !shadows.has(object.name)) {
      live.exec(`DROP TABLE IF EXISTS main.${quote(object.name)}`);
    }
  }
}

export function tablesOfStrapi(live: SqliteHandle): Set<string> {
  if (!hasTable(live, 'strapi_database_schema')) return strapiTables(null);
  const stored = live
    .prepare('SELECT "schema" FROM strapi_database_schema ORDER BY id DESC LIMIT 1')
    .pluck()
    .get();
  return strapiTables(typeof stored === 'string' ? stored : null);
}

function create(live: SqliteHandle, object: SchemaObject): void {
  // Indexes of PRIMARY KEY and UNIQUE have no text of their own: they come with their table.
  if (object.sql === null) return;
  // The text comes out of a file that may have been made by anybody: one statement, and only this kind.
  if (
    !/^\s*CREATE\s+(TABLE|UNIQUE\s+INDEX|INDEX|VIEW|TRIGGER|VIRTUAL\s+TABLE)\b/i.test(object.sql)
  ) {
    throw new BackupError(
      'STAGING_MISMATCH',
      `The definition of ${object.name} in the backup is not one that SQLite writes. Nothing was changed.`,
    );
  }
  live.prepare(object.sql).run();
}

function copyRows(live: SqliteHandle, table: string, shadow: boolean): number {
  const name = quote(table);
  if (shadow) live.exec(`DELETE FROM main.${name}`);
  const columns = writableColumns(live, table);
  const list = columns === null ? '*' : columns.map(quote).join(', ');
  const target = columns === null ? '' : ` (${list})`;
  const copied = live
    .prepare(`INSERT INTO main.${name}${target} SELECT ${list} FROM staging.${name}`)
    .run().changes;
  const expected = countRows(live, table, 'staging');
  if (copied !== expected) {
    throw new BackupError(
      'STAGING_MISMATCH',
      `The table ${table} took ${String(copied)} of ${String(expected)} rows. Nothing was changed.`,
    );
  }
  return copied;
}

/** Columns to copy when some are generated; null when `*` copies all (and whole b-trees). */
function writableColumns(live: SqliteHandle, table: string): string[] | null {
  const rows = live
    .prepare(`SELECT name, hidden FROM pragma_table_xinfo(?) WHERE schema = 'main'`)
    .all(table) as { name: string; hidden: number }[];
  if (rows.every((row) => row.hidden === 0)) return null;
  return rows.filter((row) => row.hidden === 0).map((row) => row.name);
}

/** AUTOINCREMENT counters, for the tables that were replaced. */
function copySequences(live: SqliteHandle, tables: readonly SchemaObject[]): void {
  const staged = live
    .prepare(`SELECT 1 FROM staging.sqlite_master WHERE name = 'sqlite_sequence'`)
    .get();
  if (staged === undefined) return;
  const remove = live.prepare('DELETE FROM main.sqlite_sequence WHERE name = ?');
  const add = live.prepare(
    'INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM staging.sqlite_sequence WHERE name = ?',
  );
  for (const table of tables) {
    remove.run(table.name);
    add.run(table.name);
  }
}

function markSwapped(live: SqliteHandle, options: SqliteSwapOptions, detail: string): void {
  const now = nowExpression('sqlite');
  live
    .prepare(
      `UPDATE ${JOURNAL_TABLE} SET state = 'swapped', gate = 'closed', detail = ?, updated_at = ${now} WHERE id = ?`,
    )
    .run(detail, options.journalId);
  // Nobody could write a heartbeat while we held the lock.
  live
    .prepare(
      `UPDATE ${LEASES_TABLE} SET expires_at = ${now} + ? WHERE name = 'site' AND holder = ?`,
    )
    .run(options.expiryMs, options.lease.holder);
}

/** A large swap leaves a large WAL; a reader may keep it from shrinking, which harms nothing. */
function shrinkLog(live: SqliteHandle): void {
  try {
    live.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // Another connection is reading; SQLite checkpoints later by itself.
  }
}
