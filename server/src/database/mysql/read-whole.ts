import { BackupError } from '../../errors';
import type { DatabaseEntry, TableFacts } from '../engine';

/** Definitions of ten thousand tables have 20 MB. */
const LARGEST = 256 * 1024 * 1024;

/**
 * A file of definitions, as a whole.
 *
 * @throws BackupError DATABASE_CORRUPT when it is larger than any structure is
 */
export async function readWhole(
  entry: DatabaseEntry,
  body: AsyncIterable<Buffer>,
): Promise<Buffer> {
  if (entry.size > LARGEST) throw corrupt(`${entry.name} is too large to be what it should be`);
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * Compares what an archive has with what its manifest says.
 *
 * @param tables the names of the tables and sequences found
 * @param rows how many rows were found; a table without any may be missing
 * @throws BackupError DATABASE_CORRUPT, naming what differs
 */
export function requireWhole(
  expected: readonly TableFacts[],
  tables: ReadonlySet<string>,
  rows: ReadonlyMap<string, number>,
): void {
  const left = new Set(tables);
  for (const table of expected) {
    if (!left.delete(table.name)) throw corrupt(`the table ${table.name} is missing`);
    const found = rows.get(table.name) ?? 0;
    if (found !== table.rows) {
      throw corrupt(
        `the table ${table.name} has ${String(found)} rows instead of ${String(table.rows)}`,
      );
    }
  }
  const [extra] = left;
  if (extra !== undefined) throw corrupt(`the table ${extra} is not in the manifest`);
  const homeless = [...rows.keys()].find((name) => !tables.has(name));
  if (homeless !== undefined) throw corrupt(`there are rows of ${homeless}, but no such table`);
}

function corrupt(reason: string): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `The database in the backup is not what it should be: ${reason}. Use another backup.`,
  );
}
