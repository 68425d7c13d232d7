import type { Core } from '@strapi/strapi';
import { ScheduleTicker } from '../schedule/schedule-ticker';
import type { PluginState } from './plugin-state';

/** The name of the job in Strapi's cron runner. */
export const TICK = 'backup schedules';

const MINUTE = 60;

/** Looks every minute whether a schedule is due, once the site is served. */
export function startTicking(strapi: Core.Strapi, state: PluginState): void {
  const ticker = new ScheduleTicker(state.site, state.runner);
  state.ticker = ticker;
  const { tickSeconds } = state.site.settings;
  strapi.cron.add({
    [TICK]: {
      task: async () => {
        // Also runs in processes that only load Strapi, and before the first request can be answered.
        if (strapi.server.httpServer.listening) await ticker.tick();
      },
      options: tickSeconds === MINUTE ? '* * * * *' : `*/${String(tickSeconds)} * * * * *`,
    },
  });
}
