import type { Core } from '@strapi/strapi';
import type { Next } from 'koa';
import type { Context } from '../http/call';
import { isUpload, passesGate } from '../restore/gate-requests';
import { keepForm } from './keep-form';
import { hasPluginState, pluginState } from './plugin-state';

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const RETRY_AFTER_SECONDS = 10;

/**
 * Stops requests while a restore needs the site to hold still. A change is counted as on its way
 * before the gate is looked at: whoever closes it then either sees the change or is seen by it.
 */
export function gateMiddleware(_config: unknown, { strapi }: { strapi: Core.Strapi }) {
  const adminPath = strapi.config.get<string>('admin.path', '/admin');
  return async (ctx: Context, next: Next): Promise<void> => {
    keepForm(ctx);
    if (!hasPluginState()) {
      await next();
      return;
    }
    const { gate } = pluginState();
    const changing = CHANGING.has(ctx.method);
    const request = { method: ctx.method, path: ctx.path, accept: ctx.get('accept') };
    // What the write gate lets through is not waited for: a restore would wait for itself.
    const counted = changing && !isUpload(ctx.path) && !passesGate('write', request, adminPath);
    const leave = counted ? gate.enter() : () => undefined;
    try {
      const state = changing ? await gate.refresh() : gate.current;
      if (passesGate(state, request, adminPath)) await next();
      else refuse(ctx);
    } finally {
      leave();
    }
  };
}

function refuse(ctx: Context): void {
  ctx.status = 503;
  ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
  ctx.set('Cache-Control', 'no-store');
  ctx.body = {
    data: null,
    error: {
      status: 503,
      name: 'ServiceUnavailableError',
      message:
        'A backup is being restored. The site takes changes again in a moment; try again then.',
      details: { code: 'RESTORE_IN_PROGRESS' },
    },
  };
}
