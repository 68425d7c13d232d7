import { statSync } from 'node:fs';
import { BackupError } from '../../errors';
import type { TableFacts } from '../engine';
import type { SqliteSettings } from '../settings';
import { countRows, listObjects } from './inspect-sqlite';
import { openSqlite, type SqliteHandle } from './open-sqlite';

/**
 * Opens an SQLite file that came out of an archive and compares it with the manifest. SQLite itself
 * calls a file of 0 bytes a valid, empty database, so the tables and rows decide.
 *
 * @param trusted false for a file from an archive: its schema may have been written by an attacker
 * @throws BackupError DATABASE_CORRUPT, naming what differs
 */
export function checkSqlite(
  settings: Pick<SqliteSettings, 'driver'>,
  file: string,
  expected: readonly TableFacts[],
): void {
  if (statSync(file).size === 0) throw corrupt('it is empty');
  const handle = openSqlite(settings, file);
  try {
    distrust(handle);
    checkIntegrity(handle);
    checkTables(handle, expected);
  } finally {
    handle.close();
  }
}

/** Functions and virtual tables that a schema names are not run merely because it names them. */
export function distrust(handle: SqliteHandle): void {
  handle.pragma('trusted_schema = OFF');
  handle.pragma('cell_size_check = ON');
}

export function checkIntegrity(handle: SqliteHandle): void {
  let findings: unknown;
  try {
    findings = handle.pragma('integrity_check(1)', { simple: true });
  } catch (error) {
    throw corrupt('it cannot be read', error);
  }
  if (findings !== 'ok') throw corrupt(String(findings));
}

function checkTables(handle: SqliteHandle, expected: readonly TableFacts[]): void {
  const found = new Set<string>();
  for (const object of listObjects(handle)) {
    if (object.type === 'table') found.add(object.name);
  }
  for (const table of expected) {
    if (!found.delete(table.name)) throw corrupt(`the table ${table.name} is missing`);
    const rows = countRows(handle, table.name);
    if (rows !== table.rows) {
      throw corrupt(
        `the table ${table.name} has ${String(rows)} rows instead of ${String(table.rows)}`,
      );
    }
  }
  const [extra] = found;
  if (extra !== undefined) throw corrupt(`the table ${extra} is not in the manifest`);
}

function corrupt(reason: string, cause?: unknown): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `The database in the backup is not what it should be: ${reason}. Use another backup.`,
    { cause },
  );
}
