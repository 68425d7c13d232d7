import { HIDDEN } from './hidden';

/** The stored layer of the settings, above `config/plugins.ts`. */
export const backupSettings = {
  schema: {
    kind: 'singleType',
    collectionName: 'backup_vault_settings',
    info: {
      singularName: 'backup-settings',
      pluralName: 'backup-settings-all',
      displayName: 'Backup settings',
    },
    options: { draftAndPublish: false },
    pluginOptions: HIDDEN,
    attributes: {
      values: { type: 'json' },
      secrets: { type: 'json', private: true },
    },
  },
} as const;
