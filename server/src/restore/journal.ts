import { z } from 'zod';
import { preservedSchema, restoreComponentSchema } from '../contracts/restores';
import type { DatabaseConnection, SqlRow } from '../database/connection';
import { nowExpression } from '../database/connection';
import { JOURNAL_TABLE } from '../database/own-tables';
import { leaseLost } from '../errors';
import { whileHolding, type Lease } from '../lease/lease';

export const journalStateSchema = z.enum(['prepared', 'swapped', 'finished', 'rolled-back']);
export type JournalState = z.infer<typeof journalStateSchema>;

export const gateSchema = z.enum(['open', 'write', 'closed']);
export type Gate = z.infer<typeof gateSchema>;

/** Where a restore prepares and keeps its things: all that recovery needs to know. */
export const journalDetailSchema = z.object({
  components: z.array(restoreComponentSchema),
  /** Folder for what is staged, absolute; removed when the restore ends. */
  stagingFolder: z.string(),
  /** Part of every name that the engine makes in the database. */
  token: z.string(),
  /** *Preserve* only: the same for the backup, of which nothing is left when it has been merged. */
  sourceToken: z.string().nullable().default(null),
  /** The name by which the engine keeps the old state (a file on SQLite); null without the database. */
  undoDatabase: z.string().nullable(),
  /** Tables of the staged state that the swap leaves out: what a restore had kept (undo). */
  skipTables: z.array(z.string()),
  /** Where the media tree of this restore is, without its fence: `.<id>`; null without media. */
  mediaStem: z.string().nullable(),
  /** Undo only: the kept tree that becomes the new one, e.g. `.<id>-<fence>`. */
  mediaSource: z.string().nullable(),
  /** Counts for the record, known before the swap. */
  tables: z.number(),
  rows: z.number(),
  mediaFiles: z.number(),
  mediaBytes: z.number(),
  keptTables: z.array(z.string()),
  /** What is not exactly as in the backup, in sentences; for the result. */
  notes: z.array(z.string()).default([]),
  /** *Preserve* only: what was added, and what could not be. */
  preserved: preservedSchema.nullable().default(null),
});
export type JournalDetail = z.infer<typeof journalDetailSchema>;

export interface Journal {
  readonly id: string;
  readonly restoreId: string;
  readonly kind: 'restore' | 'undo';
  readonly state: JournalState;
  readonly gate: Gate;
  readonly fence: number;
  readonly detail: JournalDetail;
}

/** The restore that is under way, or null. There is at most one, since a restore holds the lease. */
export async function readActiveJournal(connection: DatabaseConnection): Promise<Journal | null> {
  const [row] = await connection.all(
    `SELECT * FROM ${JOURNAL_TABLE} WHERE state IN ('prepared', 'swapped')
     ORDER BY created_at DESC LIMIT 1`,
  );
  return row === undefined ? null : parseJournal(row);
}

/** Writes the first state. From here on a crash is recovered by this row. */
export async function prepareJournal(
  connection: DatabaseConnection,
  lease: Lease,
  journal: Pick<Journal, 'id' | 'restoreId' | 'kind' | 'gate' | 'detail'>,
): Promise<void> {
  const now = nowExpression(connection.kind);
  const holding = whileHolding(lease);
  const written = await connection.run(
    `INSERT INTO ${JOURNAL_TABLE} (id, restore_id, kind, state, gate, fence, detail, created_at, updated_at)
     SELECT ?, ?, ?, 'prepared', ?, ?, ?, ${now}, ${now} WHERE ${holding.sql}`,
    [
      journal.id,
      journal.restoreId,
      journal.kind,
      journal.gate,
      lease.fence,
      JSON.stringify(journal.detail),
      ...holding.params,
    ],
  );
  if (written === 0) throw leaseLost();
}

/**
 * Changes the row of a restore under way: only for the holder of the lease, in one statement.
 *
 * @throws BackupError LEASE_LOST
 */
export async function updateJournal(
  connection: DatabaseConnection,
  lease: Lease,
  id: string,
  change: { state?: JournalState; gate?: Gate; detail?: JournalDetail },
): Promise<void> {
  const sets = [`updated_at = ${nowExpression(connection.kind)}`, 'fence = ?'];
  const params: (string | number)[] = [lease.fence];
  if (change.state !== undefined) {
    sets.push('state = ?');
    params.push(change.state);
  }
  if (change.gate !== undefined) {
    sets.push('gate = ?');
    params.push(change.gate);
  }
  if (change.detail !== undefined) {
    sets.push('detail = ?');
    params.push(JSON.stringify(change.detail));
  }
  const holding = whileHolding(lease);
  const changed = await connection.run(
    `UPDATE ${JOURNAL_TABLE} SET ${sets.join(', ')} WHERE id = ? AND ${holding.sql}`,
    [...params, id, ...holding.params],
  );
  if (changed === 0) throw leaseLost();
}

function parseJournal(row: SqlRow): Journal {
  return {
    id: String(row.id),
    restoreId: String(row.restore_id),
    kind: z.enum(['restore', 'undo']).parse(row.kind),
    state: journalStateSchema.parse(row.state),
    gate: gateSchema.parse(row.gate),
    fence: Number(row.fence),
    detail: journalDetailSchema.parse(JSON.parse(String(row.detail))),
  };
}
