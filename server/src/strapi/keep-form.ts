import type { Context } from '../http/call';
import { normalise } from '../restore/gate-requests';

const FORM = /^\s*multipart\//i;

/**
 * Keeps forms to the plugin's routes from Strapi's body parser: it would write their files to the disk
 * before anybody has asked who sends them. The one route that takes a form reads it itself.
 *
 * Every spelling of a path that could be meant for us counts, and becomes the one that the router knows.
 */
export function keepForm(ctx: Context): void {
  const type = ctx.req.headers['content-type'];
  if (type === undefined || !FORM.test(type)) return;
  const path = normalise(decoded(ctx.path));
  if (path !== '/backup' && !path.startsWith('/backup/')) return;
  ctx.state.formType = type;
  ctx.req.headers['content-type'] = 'application/octet-stream';
  ctx.path = ctx.path.replace(/\/{2,}/g, '/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
