import { PERMISSIONS, type PermissionName } from '../contracts/permissions';

/**
 * The whole REST surface: method, path (Strapi puts `/backup` before it), handler, permission.
 * `null` is a route without sign-in: a ticket or a token in the request says what it may see.
 */
export const ROUTE_TABLE = [
  ['GET', '/backups', 'backups.list', 'read'],
  ['POST', '/backups', 'backups.create', 'create'],
  ['POST', '/backups/bulk-delete', 'backups.bulkDelete', 'delete'],
  ['POST', '/backups/rescan', 'backups.rescan', 'create'],
  ['GET', '/backups/:id', 'backups.get', 'read'],
  ['PUT', '/backups/:id', 'backups.update', 'create'],
  ['DELETE', '/backups/:id', 'backups.delete', 'delete'],
  ['POST', '/backups/:id/cancel', 'backups.cancel', 'create'],
  ['POST', '/backups/:id/verify', 'backups.verify', 'create'],
  ['GET', '/backups/:id/log', 'backups.log', 'read'],
  ['GET', '/backups/:id/contents', 'backups.contents', 'read'],
  ['GET', '/backups/:id/download', 'downloads.direct', 'download'],
  ['POST', '/backups/:id/download-ticket', 'downloads.issueTicket', 'download'],
  ['GET', '/tickets/:ticket', 'downloads.byTicket', null],
  ['GET', '/uploads', 'uploads.list', 'restore'],
  ['POST', '/uploads', 'uploads.create', 'restore'],
  // Answers HEAD too, as the router does for every GET.
  ['GET', '/uploads/:id', 'uploads.get', 'restore'],
  ['PATCH', '/uploads/:id', 'uploads.receive', 'restore'],
  ['DELETE', '/uploads/:id', 'uploads.delete', 'restore'],
  ['GET', '/restores', 'restores.list', 'read'],
  ['POST', '/restores', 'restores.create', 'restore'],
  ['POST', '/restores/plan', 'restores.plan', 'restore'],
  ['POST', '/restores/upload-and-restore', 'restores.uploadAndRestore', 'restore'],
  ['GET', '/restores/:id', 'restores.get', 'read'],
  ['GET', '/restores/:id/log', 'restores.log', 'read'],
  ['POST', '/restores/:id/undo', 'restores.undo', 'restore'],
  ['POST', '/restores/:id/confirm', 'restores.confirm', 'restore'],
  ['POST', '/restores/:id/cancel', 'restores.cancel', 'restore'],
  ['GET', '/restore-status', 'restoreStatus.get', null],
  ['GET', '/jobs/current', 'jobs.current', 'read'],
  ['GET', '/statistics', 'statistics.get', 'read'],
  ['GET', '/health', 'health.get', 'read'],
  ['GET', '/schedules', 'schedules.list', 'schedules'],
  ['POST', '/schedules', 'schedules.create', 'schedules'],
  ['POST', '/schedules/preview', 'schedules.preview', 'schedules'],
  ['PUT', '/schedules/:id', 'schedules.update', 'schedules'],
  ['DELETE', '/schedules/:id', 'schedules.delete', 'schedules'],
  ['POST', '/schedules/:id/run', 'schedules.run', 'schedules'],
  ['GET', '/settings', 'settings.get', 'settings'],
  ['PUT', '/settings', 'settings.update', 'settings'],
  ['POST', '/settings/test', 'settings.test', 'settings'],
  ['GET', '/settings/mirror', 'settings.mirror', 'settings'],
  ['DELETE', '/settings/mirror', 'settings.decline', 'settings'],
  ['POST', '/settings/mirror/adopt', 'settings.adopt', 'settings'],
  ['GET', '/audit', 'audit.list', 'settings'],
  ['POST', '/cleanup', 'cleanup.run', 'settings'],
] as const satisfies readonly (readonly [string, string, string, PermissionName | null])[];

/** Both checks are needed: a token carries its owner's roles, but only its own permissions. */
function guardedBy(permission: PermissionName) {
  return {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [PERMISSIONS[permission]] } },
      'plugin::backup.is-super-admin',
    ],
  };
}

export const routes = {
  admin: {
    type: 'admin' as const,
    routes: ROUTE_TABLE.map(([method, path, handler, permission]) => ({
      method,
      path,
      handler,
      config: permission === null ? { auth: false as const } : guardedBy(permission),
    })),
  },
};
