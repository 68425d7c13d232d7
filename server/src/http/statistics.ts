import { statistics as countEverything } from '../catalog/statistics';
import type { Handler } from './call';

export const statistics = {
  async get({ site }) {
    return { data: await countEverything(site), meta: {} };
  },
} satisfies Record<string, Handler>;
