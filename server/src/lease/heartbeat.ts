import type { DatabaseConnection } from '../database/connection';
import { BackupError, leaseLost } from '../errors';
import { renewLease, type Lease } from './lease';

/** Keeps a lease alive until it is stopped, and says when it was lost. */
export interface Heartbeat {
  /** Aborted with LEASE_LOST when the lease is gone. */
  readonly lost: AbortSignal;
  /** While paused no renewal is tried: during a swap nobody can write, and the swap extends it. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/**
 * @param heartbeatMs time between renewals
 * @param expiryMs how long a renewal lasts
 */
export function startHeartbeat(
  connection: DatabaseConnection,
  lease: Lease,
  heartbeatMs: number,
  expiryMs: number,
): Heartbeat {
  const controller = new AbortController();
  let paused = false;
  let running: Promise<void> = Promise.resolve();
  let lastRenewal = Date.now();

  const beat = async () => {
    try {
      await renewLease(connection, lease, expiryMs);
      lastRenewal = Date.now();
    } catch (error) {
      const gone = error instanceof BackupError && error.code === 'LEASE_LOST';
      // A locked or unreachable database is no loss yet; being late for longer than the lease is.
      if (gone || Date.now() - lastRenewal > expiryMs) controller.abort(leaseLost(error));
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    if (paused || busy || controller.signal.aborted) return;
    busy = true;
    running = beat().finally(() => {
      busy = false;
    });
  }, heartbeatMs);
  timer.unref();

  return {
    lost: controller.signal,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      lastRenewal = Date.now();
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
