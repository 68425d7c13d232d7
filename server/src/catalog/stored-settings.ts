import { z } from 'zod';
import type { DatabaseConnection } from '../database/connection';
import { SETTINGS_TABLE } from '../database/own-tables';
import { RecordTable } from './record-table';
import type { Columns } from './row-codec';

/** The one row of the settings. */
export const SETTINGS_ID = 'settings';

/** What was set in the panel, over REST or on the command line; `config/plugins` is laid over it. */
export const storedSettingsSchema = z.object({
  id: z.string(),
  /** By path, `mail.smtp.host`. */
  values: z.record(z.string(), z.unknown()),
  /** By path, sealed. */
  secrets: z.record(z.string(), z.string()),
  createdAt: z.string(),
});
export type StoredSettings = z.infer<typeof storedSettingsSchema>;

/** Columns of `plugin::backup.backup-settings`, named as Strapi derives them from its attributes. */
const SETTINGS_COLUMNS: Columns<StoredSettings> = {
  id: { column: 'document_id', kind: 'text' },
  values: { column: 'values', kind: 'json' },
  secrets: { column: 'secrets', kind: 'json' },
  createdAt: { column: 'created_at', kind: 'time' },
};

export type SettingsRecords = RecordTable<StoredSettings>;

export function settingsRecords(connection: DatabaseConnection): SettingsRecords {
  return new RecordTable(connection, SETTINGS_TABLE, SETTINGS_COLUMNS, storedSettingsSchema);
}
