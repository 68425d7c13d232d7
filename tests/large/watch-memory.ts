import { setTimeout as wait } from 'node:timers/promises';
import { workerOf } from '../crash/worker-of';
import { processMemory } from './process-memory';

const EVERY_MS = 20;

/** Bytes of resident memory. */
export interface MemoryUse {
  /** The most that Strapi's process had at any look. */
  strapi: number;
  /** The most that any worker has ever had; exact, since Linux keeps it. */
  worker: number;
}

export interface MemoryWatch {
  stop: () => Promise<MemoryUse>;
}

/** Looks at the memory of a Strapi and its workers many times a second: some workers are done in a tenth of one. */
export function watchMemory(strapi: number): MemoryWatch {
  const use: MemoryUse = { strapi: 0, worker: 0 };
  const state = { going: true };
  const look = async (): Promise<void> => {
    use.strapi = Math.max(use.strapi, (await processMemory(strapi))?.now ?? 0);
    const worker = await workerOf(strapi);
    if (worker === null) return;
    use.worker = Math.max(use.worker, (await processMemory(worker))?.peak ?? 0);
  };
  const ended = (async () => {
    while (state.going) {
      await look();
      await wait(EVERY_MS);
    }
  })();
  return {
    stop: async () => {
      state.going = false;
      await ended;
      return use;
    },
  };
}
