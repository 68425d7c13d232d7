import type { Handler } from './call';

export const jobs = {
  async current({ runner }) {
    return { data: await runner.describeCurrent(), meta: {} };
  },
} satisfies Record<string, Handler>;
