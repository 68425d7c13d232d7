import { HIDDEN } from './hidden';

/** One backup; the catalog's row. The archive's sidecar can rebuild it (rescan). */
export const backupRecord = {
  schema: {
    kind: 'collectionType',
    collectionName: 'backup_vault_records',
    info: {
      singularName: 'backup-record',
      pluralName: 'backup-records',
      displayName: 'Backup record',
    },
    options: { draftAndPublish: false },
    pluginOptions: HIDDEN,
    // They hold all that lists and statistics ask of thousands of rows.
    indexes: [
      { name: 'backup_vault_records_created_idx', columns: ['created_at'] },
      {
        name: 'backup_vault_records_day_idx',
        columns: ['created_at', 'status', 'verification', 'size', 'duration_ms'],
      },
      { name: 'backup_vault_records_status_idx', columns: ['status', 'created_at'] },
      { name: 'backup_vault_records_size_idx', columns: ['size'] },
      { name: 'backup_vault_records_search_idx', columns: ['name', 'file_name'] },
      { name: 'backup_vault_records_updated_idx', columns: ['updated_at'] },
    ],
    attributes: {
      name: { type: 'string', required: true },
      type: { type: 'enumeration', enum: ['database', 'media', 'full'], required: true },
      status: {
        type: 'enumeration',
        enum: ['pending', 'running', 'completed', 'failed', 'cancelled'],
        required: true,
      },
      origin: {
        type: 'enumeration',
        enum: ['manual', 'schedule', 'safety', 'upload', 'found', 'cli'],
        required: true,
      },
      schedule: { type: 'string' },
      database: { type: 'json' },
      step: { type: 'string' },
      progress: { type: 'float' },
      bytesDone: { type: 'biginteger' },
      bytesTotal: { type: 'biginteger' },
      fileName: { type: 'string' },
      copies: { type: 'json' },
      size: { type: 'biginteger' },
      uncompressedSize: { type: 'biginteger' },
      sha256: { type: 'string' },
      compression: { type: 'enumeration', enum: ['gzip', 'zstd', 'none'] },
      compressionLevel: { type: 'integer' },
      encrypted: { type: 'boolean' },
      counts: { type: 'json' },
      warnings: { type: 'json' },
      excludeLogs: { type: 'boolean' },
      pinned: { type: 'boolean' },
      note: { type: 'text' },
      verification: { type: 'enumeration', enum: ['unverified', 'verified', 'corrupt'] },
      verifiedAt: { type: 'datetime' },
      startedAt: { type: 'datetime' },
      finishedAt: { type: 'datetime' },
      durationMs: { type: 'biginteger' },
      error: { type: 'json' },
      actor: { type: 'json' },
      log: { type: 'string' },
    },
  },
} as const;
