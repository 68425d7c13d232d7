import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 20;

/**
 * Small files are read synchronously, and awaiting what is ready already does not let the event loop
 * turn. Whoever calls the returned function often enough lets it turn, so that messages (a cancel)
 * are heard.
 */
export function createBreather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_MS) return;
    await setImmediate();
    last = performance.now();
  };
}
