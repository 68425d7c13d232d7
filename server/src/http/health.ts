import { siteHealth } from '../health/site-health';
import type { Handler } from './call';

export const health = {
  async get({ site }) {
    return { data: await siteHealth(site), meta: {} };
  },
} satisfies Record<string, Handler>;
