import { setTimeout as wait } from 'node:timers/promises';
import { isBusy, lockedError } from './sqlite-errors';

const RETRY_MS = 15;

/**
 * Does something that SQLite may refuse because somebody else holds the lock. The waiting is done
 * here, between ticks: the driver's own wait would block the event loop, and with it perhaps the very
 * transaction that it waits for.
 *
 * @param patienceMs how long it is tried
 * @throws BackupError DATABASE_LOCKED after that
 */
export async function retryWhileLocked<T>(
  patienceMs: number,
  act: () => T | Promise<T>,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() >= deadline) throw lockedError(error);
    }
    await wait(RETRY_MS);
  }
}
