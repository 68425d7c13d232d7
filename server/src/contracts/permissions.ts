/** The plugin's permissions; SPEC names them in brackets beside each route. */
export const PERMISSIONS = {
  read: 'plugin::backup.read',
  create: 'plugin::backup.create',
  download: 'plugin::backup.download',
  delete: 'plugin::backup.delete',
  restore: 'plugin::backup.restore',
  schedules: 'plugin::backup.schedules',
  settings: 'plugin::backup.settings',
} as const;

export type PermissionName = keyof typeof PERMISSIONS;
export type PermissionAction = (typeof PERMISSIONS)[PermissionName];
