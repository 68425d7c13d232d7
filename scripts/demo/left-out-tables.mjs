/**
 * The tables that a restore does not bring back, on purpose. Written down here once more, so that the
 * proof shares nothing with the plugin.
 */
export const LEFT_OUT_TABLES = {
  'the plugin’s own list of backups and restores survives every restore': [
    'backup_vault_records',
    'backup_vault_restores',
    'backup_vault_schedules',
    'backup_vault_settings',
    'backup_vault_leases',
    'backup_vault_journal',
    'backup_vault_audit',
    'backup_vault_instances',
    'backup_vault_tickets',
  ],
  'a restore signs everybody out': ['strapi_sessions'],
};
