import type { RequestState } from './call';

const SUPER_ADMIN = 'strapi-super-admin';

/**
 * Permissions of a plugin can be given to any role in Strapi's settings; backups are for
 * super-admins alone.
 */
function isSuperAdmin(ctx: { readonly state: unknown }): boolean {
  const { user } = ctx.state as Partial<RequestState>;
  return user?.roles?.some((role) => role.code === SUPER_ADMIN) ?? false;
}

export const policies = { 'is-super-admin': isSuperAdmin };
