import { HIDDEN } from './hidden';

/** When a backup is made by itself, and how long such backups are kept. */
export const backupSchedule = {
  schema: {
    kind: 'collectionType',
    collectionName: 'backup_vault_schedules',
    info: {
      singularName: 'backup-schedule',
      pluralName: 'backup-schedules',
      displayName: 'Backup schedule',
    },
    options: { draftAndPublish: false },
    pluginOptions: HIDDEN,
    attributes: {
      name: { type: 'string', required: true },
      enabled: { type: 'boolean', default: false },
      type: { type: 'enumeration', enum: ['database', 'media', 'full'], required: true },
      frequency: {
        type: 'enumeration',
        enum: ['hourly', 'daily', 'weekly', 'monthly', 'cron'],
        required: true,
      },
      time: { type: 'string' },
      weekdays: { type: 'json' },
      dayOfMonth: { type: 'integer' },
      cron: { type: 'string' },
      zone: { type: 'string' },
      options: { type: 'json' },
      retention: { type: 'json' },
      notify: { type: 'json' },
      lastRunAt: { type: 'datetime' },
      lastStatus: { type: 'string' },
      nextRunAt: { type: 'datetime' },
    },
  },
} as const;
