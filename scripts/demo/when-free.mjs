import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from './api-client.mjs';

const ASK_EVERY_MS = 500;
const PATIENCE_MS = 45_000;

/**
 * Sends a request until the site is free for it: after a crash, what was under way holds it for some
 * seconds more (409, 503).
 *
 * @template T
 * @param {() => Promise<T>} request
 * @returns {Promise<T>}
 * @throws {Refused} the last refusal, when it does not become free; others at once
 */
export async function whenFree(request) {
  for (const started = Date.now(); ; await wait(ASK_EVERY_MS)) {
    try {
      return await request();
    } catch (error) {
      const busy = error instanceof Refused && (error.status === 409 || error.status === 503);
      if (!busy || Date.now() - started > PATIENCE_MS) throw error;
    }
  }
}
