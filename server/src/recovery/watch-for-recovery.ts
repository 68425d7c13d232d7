import { BackupError } from '../errors';
import { readLease, releaseLease, takeOverLease, type Lease } from '../lease/lease';
import { startHeartbeat } from '../lease/heartbeat';
import { randomId } from '../random-id';
import { readActiveJournal } from '../restore/journal';
import type { Site } from '../site';
import { recoverSite } from './recover-site';

/**
 * Recovers when there is something to recover and its lease has run out.
 *
 * @returns `done` when the site is at rest, `waiting` while somebody else holds the lease
 */
export async function tryRecovery(site: Site): Promise<'done' | 'waiting'> {
  const { heartbeatMs, expiryMs } = site.settings.lease;
  const holder = `recovery-${randomId()}`;
  const lease = await tryLease(site, holder);
  if (lease === null) return 'waiting';
  const heartbeat = startHeartbeat(site.connection, lease, heartbeatMs, expiryMs);
  try {
    // Where archives are, and how the database is reached.
    await site.settingsStore.reload();
    await recoverSite(site, lease);
    return 'done';
  } finally {
    await heartbeat.stop();
    await releaseLease(site.connection, lease);
  }
}

/** A database that stays locked is one in which a swap is writing: its holder lives. */
async function tryLease(site: Site, holder: string): Promise<Lease | null> {
  try {
    return await takeOverLease(site.connection, holder, site.settings.lease.expiryMs);
  } catch (error) {
    if (error instanceof BackupError && error.code === 'DATABASE_LOCKED') return null;
    throw error;
  }
}

export interface RecoveryWatch {
  stop(): Promise<void>;
}

/**
 * Looks regularly whether the holder of the lease is gone: another instance may be killed at any
 * time, and a restart may come before the lease of the killed one has run out.
 *
 * @param begin recover at the first look, whatever the lease says: at boot
 */
export function watchForRecovery(site: Site, begin: boolean): RecoveryWatch {
  let due = begin;
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async () => {
    const state = await readLease(site.connection);
    const abandoned = state.holder !== null && state.leftMs <= 0;
    const unsettled = state.holder === null && (await readActiveJournal(site.connection)) !== null;
    const asked = site.recovery.isDue(Date.now());
    if (!due && !abandoned && !unsettled && !asked) return;
    if (asked) site.recovery.take();
    try {
      const outcome = await tryRecovery(site);
      if (outcome === 'done') {
        due = false;
        site.recovery.fulfilled();
      } else if (asked) {
        site.recovery.ask();
      }
    } catch (error) {
      if (asked) site.recovery.failed(Date.now());
      throw error;
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = look()
      .catch((error: unknown) => {
        site.warn('Recovery did not come through; it is tried again.', error);
      })
      .finally(() => {
        busy = false;
      });
  }, site.settings.lease.heartbeatMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
