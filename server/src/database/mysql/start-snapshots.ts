import { setTimeout as wait } from 'node:timers/promises';
import { BackupError } from '../../errors';
import { isForbidden, isUnknown } from './mysql-errors';
import type { MysqlSession } from './mysql-session';

const ATTEMPTS = 40;
const PAUSE_MS = 25;

/** From here on the connection sees everything as it is now. */
export async function startSnapshot(session: MysqlSession): Promise<void> {
  await session.send('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
}

/**
 * Begins snapshots of the same moment on several connections, where that costs the site nothing:
 * MariaDB's `BACKUP STAGE BLOCK_COMMIT` holds back commits while they begin, about a millisecond, and makes
 * no write fail. It needs RELOAD. Whoever is committing just then is not waited for; it is tried again.
 *
 * Other ways are not used: without a lock two snapshots differ, `LOCK TABLES` makes deadlocks for the site,
 * a global read lock may stall it for a minute.
 *
 * @param lock a connection for the lock alone, since its holder may not read
 * @returns false when it was not possible, and no snapshot has begun
 */
export async function startSnapshots(
  sessions: readonly MysqlSession[],
  lock: MysqlSession,
): Promise<boolean> {
  // Do not wait: a lock that is waited for holds up those who come after it.
  await lock.send('SET SESSION lock_wait_timeout = 0');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      await lock.send('BACKUP STAGE START');
      await lock.send('BACKUP STAGE BLOCK_COMMIT');
      await Promise.all(sessions.map(startSnapshot));
      return true;
    } catch (error) {
      // Not MariaDB, or no right: that does not change.
      if (isForbidden(error) || isUnknown(error)) return false;
      const locked = error instanceof BackupError && error.code === 'DATABASE_LOCKED';
      if (!locked) throw error;
    } finally {
      await lock.send('BACKUP STAGE END').catch(() => undefined);
    }
    await wait(PAUSE_MS);
  }
  return false;
}
