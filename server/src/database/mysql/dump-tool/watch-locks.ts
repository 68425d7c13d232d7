import type { MysqlSession } from '../mysql-session';

const LOOK_MS = 1_000;
/** How long the client may wait for a table before it gives way to those who wait behind it. */
const PATIENCE_MS = 10_000;

export interface LockWatch {
  /** Something came from the client, or we keep it waiting ourselves. */
  moved(): void;
  stop(): void;
}

/**
 * The client waits for a locked table for a day, and it cannot be told otherwise. That happens when
 * somebody wants to change a table after the structure was read: they wait for us, the client waits behind
 * them, and so does the site.
 *
 * @param session with which the structure is held
 * @param onLocked called once
 */
export function watchLocks(session: MysqlSession, onLocked: () => void): LockWatch {
  let last = Date.now();
  let looking = false;
  const timer = setInterval(() => {
    if (looking || Date.now() - last < PATIENCE_MS) return;
    looking = true;
    const since = last;
    somebodyWaits(session)
      .then((waits) => {
        looking = false;
        if (!waits || since !== last) return;
        clearInterval(timer);
        onLocked();
      })
      .catch(() => {
        // The connection is over, which the end of the dump is going to say.
        clearInterval(timer);
      });
  }, LOOK_MS);
  return {
    moved: () => {
      last = Date.now();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** An account sees its own connections, and the client's is one of them. */
async function somebodyWaits(session: MysqlSession): Promise<boolean> {
  const rows = await session.rows(
    `SELECT 1 AS waits FROM information_schema.processlist
     WHERE db = DATABASE() AND state LIKE 'Waiting for table%lock' AND info LIKE 'S%'`,
  );
  return rows.length > 0;
}
