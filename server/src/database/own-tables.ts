/**
 * The plugin's own tables: the exact list, never a prefix match (a site may own `backup_codes`).
 * They survive every restore, and archives hold their structure but no rows.
 */
export const RECORDS_TABLE = 'backup_vault_records';
export const RESTORES_TABLE = 'backup_vault_restores';
export const SCHEDULES_TABLE = 'backup_vault_schedules';
export const SETTINGS_TABLE = 'backup_vault_settings';
export const LEASES_TABLE = 'backup_vault_leases';
export const JOURNAL_TABLE = 'backup_vault_journal';
export const AUDIT_TABLE = 'backup_vault_audit';
export const INSTANCES_TABLE = 'backup_vault_instances';
export const TICKETS_TABLE = 'backup_vault_tickets';
export const HEALTH_TABLE = 'backup_vault_health';

export const OWN_TABLES: readonly string[] = [
  RECORDS_TABLE,
  RESTORES_TABLE,
  SCHEDULES_TABLE,
  SETTINGS_TABLE,
  LEASES_TABLE,
  JOURNAL_TABLE,
  AUDIT_TABLE,
  INSTANCES_TABLE,
  TICKETS_TABLE,
  HEALTH_TABLE,
];

const own = new Set(OWN_TABLES);

export function isOwnTable(name: string): boolean {
  return own.has(name);
}

/** Rows that `excludeLogs` leaves out; the tables themselves stay. */
export const LOG_TABLES: readonly string[] = [
  'strapi_sessions',
  'strapi_audit_logs',
  'strapi_audit_logs_user_lnk',
  'strapi_history_versions',
  'strapi_ai_metadata_jobs',
  'strapi_ai_localization_jobs',
];

/** Sign-in sessions: emptied by every restore, so that nobody stays signed in across it. */
export const SESSIONS_TABLE = 'strapi_sessions';
