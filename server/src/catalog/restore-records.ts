import { z } from 'zod';
import { restoreSchema } from '../contracts/restores';
import type { DatabaseConnection } from '../database/connection';
import { RESTORES_TABLE } from '../database/own-tables';
import { RecordTable } from './record-table';
import type { Columns } from './row-codec';

/** Where the replaced data of a restore are, as long as they are kept. */
export const keptStateSchema = z.object({
  /** The old database, absolute path; null when the database was not restored. */
  database: z.string().nullable(),
  /** The folder in uploads whose `old` holds the old media; null when media were not restored. */
  media: z.string().nullable(),
  /** Tables of other programs that the restore had left alone; undo leaves them alone too. */
  keptTables: z.array(z.string()),
});
export type KeptState = z.infer<typeof keptStateSchema>;

/** A restore as it is stored: what routes answer, and what they must not. */
export const restoreRecordSchema = restoreSchema.omit({ canUndo: true }).extend({
  kept: keptStateSchema.nullable(),
  /** SHA-256 of the token of the status route. */
  statusTokenHash: z.string().nullable(),
});
export type RestoreRecord = z.infer<typeof restoreRecordSchema>;

const RESTORE_COLUMNS: Columns<RestoreRecord> = {
  id: { column: 'document_id', kind: 'text' },
  backupId: { column: 'backup_id', kind: 'text' },
  backupName: { column: 'backup_name', kind: 'text' },
  source: { column: 'source', kind: 'text' },
  components: { column: 'components', kind: 'json' },
  mode: { column: 'mode', kind: 'text' },
  status: { column: 'status', kind: 'text' },
  step: { column: 'step', kind: 'text' },
  progress: { column: 'progress', kind: 'number' },
  safetyBackupId: { column: 'safety_backup_id', kind: 'text' },
  plan: { column: 'plan', kind: 'json' },
  result: { column: 'result', kind: 'json' },
  keptUntil: { column: 'kept_until', kind: 'time' },
  kept: { column: 'kept', kind: 'json' },
  statusTokenHash: { column: 'status_token_hash', kind: 'text' },
  confirmedAt: { column: 'confirmed_at', kind: 'time' },
  undoneAt: { column: 'undone_at', kind: 'time' },
  createdAt: { column: 'created_at', kind: 'time' },
  startedAt: { column: 'started_at', kind: 'time' },
  finishedAt: { column: 'finished_at', kind: 'time' },
  durationMs: { column: 'duration_ms', kind: 'number' },
  error: { column: 'error', kind: 'json' },
  actor: { column: 'actor', kind: 'json' },
};

export type RestoreRecords = RecordTable<RestoreRecord>;

export function restoreRecords(connection: DatabaseConnection): RestoreRecords {
  return new RecordTable(connection, RESTORES_TABLE, RESTORE_COLUMNS, restoreRecordSchema);
}
