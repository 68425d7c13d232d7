import { adminApi } from '@strapi/strapi/admin';

/**
 * Strapi's API client with this plugin's tags. What the server may have changed is named by a tag;
 * naming it makes every list that shows it load again.
 */
export const backupApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'BackupVaultBackups',
    'BackupVaultRestores',
    'BackupVaultUploads',
    'BackupVaultJob',
    'BackupVaultTotals',
    'BackupVaultSettings',
    'BackupVaultSchedules',
    'BackupVaultHealth',
  ],
});

export const ALL_TAGS = [
  'BackupVaultBackups',
  'BackupVaultRestores',
  'BackupVaultUploads',
  'BackupVaultJob',
  'BackupVaultTotals',
  'BackupVaultSettings',
  'BackupVaultSchedules',
  'BackupVaultHealth',
] as const;
