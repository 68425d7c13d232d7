import type { Core } from '@strapi/strapi';
import { pluginState } from '../strapi/plugin-state';
import { answerErrors } from './answer-errors';
import { backups } from './backups';
import { auditTrail } from './audit';
import type { Context, Handler } from './call';
import { downloads } from './downloads';
import { health } from './health';
import { jobs } from './jobs';
import { restoreStatus } from './restore-status';
import { restores } from './restores';
import { cleanup, schedules } from './schedules';
import { settings } from './settings';
import { statistics } from './statistics';
import { uploads } from './uploads';

/** Makes Strapi's controller of handlers: they get what they need, their errors get answered. */
function controller<Name extends string>(handlers: Readonly<Record<Name, Handler>>) {
  return ({ strapi }: { strapi: Core.Strapi }) => {
    const actions = Object.entries<Handler>(handlers).map(([name, handler]) => {
      const action = (ctx: Context) =>
        answerErrors(ctx, strapi.log, async () => {
          // What is answered is about secrets and changes all the time.
          ctx.set('Cache-Control', 'no-store');
          const { site, runner, gate, uploads } = pluginState();
          // Behind the closed gate the database is another's.
          if (gate.current === 'open') await site.settingsStore.refresh();
          const body = await handler({ ctx, strapi, site, runner, gate, uploads });
          if (body !== undefined) ctx.body = body;
        });
      return [name, action] as const;
    });
    return Object.fromEntries(actions) as Record<Name, (ctx: Context) => Promise<void>>;
  };
}

export const controllers = {
  backups: controller(backups),
  downloads: controller(downloads),
  restores: controller(restores),
  restoreStatus: controller(restoreStatus),
  jobs: controller(jobs),
  health: controller(health),
  statistics: controller(statistics),
  audit: controller(auditTrail),
  uploads: controller(uploads),
  schedules: controller(schedules),
  settings: controller(settings),
  cleanup: controller(cleanup),
};
