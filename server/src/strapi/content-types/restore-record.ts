import { HIDDEN } from './hidden';

/** One restore: what was brought back, by whom, and what it replaced. */
export const restoreRecord = {
  schema: {
    kind: 'collectionType',
    collectionName: 'backup_vault_restores',
    info: {
      singularName: 'restore-record',
      pluralName: 'restore-records',
      displayName: 'Restore record',
    },
    options: { draftAndPublish: false },
    pluginOptions: HIDDEN,
    indexes: [
      { name: 'backup_vault_restores_created_idx', columns: ['created_at'] },
      { name: 'backup_vault_restores_status_idx', columns: ['status'] },
      { name: 'backup_vault_restores_updated_idx', columns: ['updated_at'] },
    ],
    attributes: {
      backupId: { type: 'string' },
      backupName: { type: 'string', required: true },
      source: { type: 'enumeration', enum: ['backup', 'upload', 'file'], required: true },
      components: { type: 'json' },
      mode: { type: 'enumeration', enum: ['replace', 'preserve'], required: true },
      status: {
        type: 'enumeration',
        enum: ['pending', 'running', 'completed', 'failed', 'cancelled'],
        required: true,
      },
      step: { type: 'string' },
      progress: { type: 'float' },
      safetyBackupId: { type: 'string' },
      plan: { type: 'json' },
      result: { type: 'json' },
      keptUntil: { type: 'datetime' },
      kept: { type: 'json', private: true },
      statusTokenHash: { type: 'string', private: true },
      confirmedAt: { type: 'datetime' },
      undoneAt: { type: 'datetime' },
      startedAt: { type: 'datetime' },
      finishedAt: { type: 'datetime' },
      durationMs: { type: 'biginteger' },
      error: { type: 'json' },
      actor: { type: 'json' },
    },
  },
} as const;
