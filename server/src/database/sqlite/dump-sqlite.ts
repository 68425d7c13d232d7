import { renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { BackupError } from '../../errors';
import { pausePoint } from '../../pause-points';
import { removeLargeData } from '../../remove-data';
import type { DatabaseFacts, DumpOptions, DumpSink } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { LOG_TABLES, OWN_TABLES } from '../own-tables';
import type { SqliteSettings } from '../settings';
import { checkIntegrity } from './check-sqlite';
import {
  countRows,
  listTables,
  schemaFingerprint,
  sqliteVersion,
  tableFacts,
} from './inspect-sqlite';
import { openSqlite, type SqliteHandle } from './open-sqlite';
import { sqliteError } from './sqlite-errors';
import { syncWhileWritten } from './sync-while-written';

export const SQLITE_ENTRY = 'database/database.sqlite';

/** Free pages are zeros and cost little; more than this is worth another pass. */
const FREE_SHARE_MAX = 0.1;

/**
 * Database → archive: one consistent snapshot with `VACUUM INTO`, which in WAL mode stalls nobody,
 * without the rows that must not leave the site, checked before it is archived.
 *
 * @throws BackupError SNAPSHOT_INCOMPLETE, DATABASE_CORRUPT, DATABASE_LOCKED, DISK_FULL
 */
export async function dumpSqlite(
  settings: SqliteSettings,
  sink: DumpSink,
  options: DumpOptions,
): Promise<DatabaseFacts> {
  const snapshot = path.join(options.scratch, 'snapshot.sqlite');
  const file = path.join(options.scratch, 'database.sqlite');
  const snapshotLevel = await takeSnapshot(settings, snapshot, options);
  options.signal.throwIfAborted();
  await leaveOut(settings, snapshot, file, options);
  const facts = inspectCopy(settings, file);
  pausePoint('backup.snapshot');
  options.signal.throwIfAborted();
  await sink.addFile(SQLITE_ENTRY, file);
  return { ...facts, snapshotLevel };
}

async function takeSnapshot(
  settings: SqliteSettings,
  file: string,
  options: DumpOptions,
): Promise<string> {
  const live = openSqlite(settings, settings.filename);
  try {
    const before = tableNames(live);
    // Moves when any other connection commits: then counts of two moments must not be compared.
    const version = dataVersion(live);
    const counts = countsOf(live, before);
    pausePoint('backup.snapshot.begun');
    options.report({
      done: 0,
      total: statSync(settings.filename).size,
      item: 'database.sqlite',
      watch: file,
    });
    try {
      await vacuumInto(live, file);
      takeInLog(live);
    } catch (error) {
      throw sqliteError(error);
    }
    const quiet = dataVersion(live) === version;
    compareWithSource(settings, file, before, quiet ? counts : null);
    return live.pragma('journal_mode', { simple: true }) === 'wal'
      ? 'snapshot-wal'
      : 'snapshot-locked';
  } finally {
    live.close();
  }
}

/** Goes to the disk little by little, not all at the end: that would keep the site's own writes waiting. */
async function vacuumInto(live: SqliteHandle, file: string): Promise<void> {
  const before = Number(live.pragma('synchronous', { simple: true }));
  live.pragma('synchronous = OFF');
  try {
    await syncWhileWritten(file, () => live.prepare('VACUUM INTO ?').run(file));
  } finally {
    // What this connection does afterwards is of the site.
    live.pragma(`synchronous = ${String(before)}`);
  }
}

/**
 * While the snapshot was read, everything that the site wrote stayed in the write-ahead log. The next
 * to write would have to bring it into the database, within its request; done here, nobody waits.
 */
function takeInLog(live: SqliteHandle): void {
  live.pragma('wal_checkpoint(PASSIVE)');
}

/** `VACUUM INTO` that was cut short leaves a file that SQLite may call fine. */
function compareWithSource(
  settings: SqliteSettings,
  file: string,
  tables: readonly string[],
  counts: ReadonlyMap<string, number> | null,
): void {
  const copy = openSqlite(settings, file);
  try {
    const copied = new Set(tableNames(copy));
    for (const table of tables) {
      if (!copied.has(table)) throw incomplete(`the table ${table} is missing`);
      const expected = counts?.get(table);
      if (expected !== undefined && countRows(copy, table) !== expected) {
        throw incomplete(`the table ${table} has another number of rows`);
      }
    }
  } finally {
    copy.close();
  }
}

/**
 * Rows that stay on the site are deleted from the snapshot, and what they were is overwritten with zeros: the
 * snapshot is new and has no free pages of its own, so nothing of them is left. Only where they were much of
 * the file is it written anew. `VACUUM INTO` and not `VACUUM`: that one needs room in the system's temporary
 * folder, which is small in many containers.
 */
async function leaveOut(
  settings: SqliteSettings,
  snapshot: string,
  file: string,
  options: DumpOptions,
): Promise<void> {
  const copy = openSqlite(settings, snapshot);
  let shrunk = false;
  try {
    // The copy is thrown away when anything fails: no journal, no syncs until the end.
    copy.pragma('journal_mode = OFF');
    copy.pragma('synchronous = OFF');
    copy.pragma('foreign_keys = OFF');
    copy.pragma('secure_delete = ON');
    emptyTables(copy, [...OWN_TABLES, ...(options.excludeLogs ? LOG_TABLES : [])]);
    shrunk = freeShare(copy) > FREE_SHARE_MAX;
    if (shrunk) {
      options.report({
        done: 0,
        total: statSync(snapshot).size,
        item: 'database.sqlite',
        watch: file,
      });
      copy.prepare('VACUUM INTO ?').run(file);
    }
  } catch (error) {
    throw sqliteError(error);
  } finally {
    copy.close();
  }
  if (shrunk) await removeLargeData(snapshot);
  else renameSync(snapshot, file);
}

/** How much of the file is free pages, 0 to 1. */
function freeShare(copy: SqliteHandle): number {
  const pages = (name: string): number => Number(copy.pragma(name, { simple: true }));
  return pages('freelist_count') / pages('page_count');
}

function inspectCopy(settings: SqliteSettings, file: string): Omit<DatabaseFacts, 'snapshotLevel'> {
  const copy = openSqlite(settings, file);
  try {
    checkIntegrity(copy);
    return {
      client: 'sqlite',
      serverVersion: sqliteVersion(copy),
      charset: String(copy.pragma('encoding', { simple: true })),
      collation: null,
      flavour: 'sqlite',
      schemaFingerprint: schemaFingerprint(copy),
      tables: tableFacts(copy),
      objects: [],
      history: [],
    };
  } finally {
    copy.close();
  }
}

function emptyTables(copy: SqliteHandle, names: readonly string[]): void {
  const present = new Set(tableNames(copy));
  for (const name of names) {
    if (present.has(name)) copy.exec(`DELETE FROM ${quoteIdentifier('sqlite', name)}`);
  }
}

function tableNames(handle: SqliteHandle): string[] {
  return listTables(handle).map((table) => table.name);
}

function countsOf(handle: SqliteHandle, tables: readonly string[]): Map<string, number> {
  return new Map(tables.map((table) => [table, countRows(handle, table)]));
}

function dataVersion(handle: SqliteHandle): number {
  return Number(handle.pragma('data_version', { simple: true }));
}

function incomplete(reason: string): BackupError {
  return new BackupError(
    'SNAPSHOT_INCOMPLETE',
    `The copy of the database is not complete (${reason}). Try again; if it happens again, look at the disk.`,
  );
}
