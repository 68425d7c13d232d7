import { backupSchema, type Backup } from '../contracts/backups';
import type { DatabaseConnection } from '../database/connection';
import { RECORDS_TABLE } from '../database/own-tables';
import { RecordTable } from './record-table';
import type { Columns } from './row-codec';

/** Columns of `plugin::backup.backup-record`, named as Strapi derives them from its attributes. */
const BACKUP_COLUMNS: Columns<Backup> = {
  id: { column: 'document_id', kind: 'text' },
  name: { column: 'name', kind: 'text' },
  type: { column: 'type', kind: 'text' },
  status: { column: 'status', kind: 'text' },
  origin: { column: 'origin', kind: 'text' },
  schedule: { column: 'schedule', kind: 'text' },
  database: { column: 'database', kind: 'json' },
  step: { column: 'step', kind: 'text' },
  progress: { column: 'progress', kind: 'number' },
  bytesDone: { column: 'bytes_done', kind: 'number' },
  bytesTotal: { column: 'bytes_total', kind: 'number' },
  fileName: { column: 'file_name', kind: 'text' },
  copies: { column: 'copies', kind: 'json' },
  size: { column: 'size', kind: 'number' },
  uncompressedSize: { column: 'uncompressed_size', kind: 'number' },
  sha256: { column: 'sha_256', kind: 'text' },
  compression: { column: 'compression', kind: 'text' },
  compressionLevel: { column: 'compression_level', kind: 'number' },
  encrypted: { column: 'encrypted', kind: 'boolean' },
  counts: { column: 'counts', kind: 'json' },
  warnings: { column: 'warnings', kind: 'json' },
  excludeLogs: { column: 'exclude_logs', kind: 'boolean' },
  pinned: { column: 'pinned', kind: 'boolean' },
  note: { column: 'note', kind: 'text' },
  verification: { column: 'verification', kind: 'text' },
  verifiedAt: { column: 'verified_at', kind: 'time' },
  createdAt: { column: 'created_at', kind: 'time' },
  startedAt: { column: 'started_at', kind: 'time' },
  finishedAt: { column: 'finished_at', kind: 'time' },
  durationMs: { column: 'duration_ms', kind: 'number' },
  error: { column: 'error', kind: 'json' },
  actor: { column: 'actor', kind: 'json' },
};

export type BackupRecords = RecordTable<Backup>;

export function backupRecords(connection: DatabaseConnection): BackupRecords {
  return new RecordTable(connection, RECORDS_TABLE, BACKUP_COLUMNS, backupSchema);
}
