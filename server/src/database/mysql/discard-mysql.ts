import { leaseLost } from '../../errors';
import type { Lease } from '../../lease/lease';
import { quoteIdentifier } from '../identifiers';
import type { MysqlSettings } from '../settings';
import { GeneratedNames, generatedTokens } from './generated-names';
import { isThere, tableNames } from './inspect-mysql';
import { addForeignKeys } from './kept-references';
import { openLoadSession } from './load-session';
import { dropObject } from './make-object';
import type { MysqlSession } from './mysql-session';
import { requireLease } from './require-lease';
import { sqlString } from './sql-string';
import { readSwap } from './swap-state';

/** More than one only while somebody else swaps or takes over at the same time. */
const ROUNDS = 5;

const quote = (name: string): string => quoteIdentifier('mysql', name);

/**
 * Whether the swap of that token was committed. Its fence is taken away first: a swap that is still to
 * come, by a process that was frozen meanwhile, then fails whole.
 */
export async function swapHappenedMysql(
  settings: MysqlSettings,
  token: string,
  lease: Lease,
): Promise<{ readonly detail: string } | null> {
  const names = new GeneratedNames(token);
  return inSession(settings, async (session) => {
    await requireLease(session, lease);
    await takeFence(session, names, lease);
    const swap = await readSwap(session, names);
    if (swap === null || !(await isThere(session, names.done))) return null;
    return { detail: swap.detail };
  });
}

/** Until it has either the fence or the certainty that the swap was faster. */
async function takeFence(
  session: MysqlSession,
  names: GeneratedNames,
  lease: Lease,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const fences = (await tableNames(session)).filter((name) => names.isFence(name));
    for (const name of fences) {
      try {
        await session.patiently(
          `RENAME TABLE ${quote(name)} TO ${quote(names.taken(lease.fence))}`,
        );
      } catch (error) {
        if (await isThere(session, name)) throw error;
      }
    }
    // A swap that is being carried out now shows either name for a moment; this read waits for its end.
    if (await isThere(session, names.done)) return;
    if (!(await tableNames(session)).some((name) => names.isFence(name))) return;
  }
  throw leaseLost();
}

/**
 * Removes what was staged. After a swap only what the swap has left over; what it kept stays.
 */
export async function discardStagingMysql(settings: MysqlSettings, token: string): Promise<void> {
  const names = new GeneratedNames(token);
  await inSession(settings, async (session) => {
    await endStatements(session, names);
    // The fence goes first, so that no swap can come in between.
    await dropTables(session, (name) => names.isFence(name));
    if (await isThere(session, names.done)) {
      await dropTables(session, (name) => names.isStaged(name));
      return;
    }
    const swap = await readSwap(session, names);
    if (swap !== null) await addForeignKeys(session, swap.repairs);
    await dropTrials(session, names);
    await dropTables(session, (name) => names.isOurs(name) && name !== names.state);
    await dropTables(session, (name) => name === names.state);
  });
}

/**
 * Ends what a process that was killed has left running: a server does not stop a long statement because its
 * client is gone, and its tables cannot be dropped before.
 */
async function endStatements(session: MysqlSession, names: GeneratedNames): Promise<void> {
  const running = await session.rows(
    `SELECT id FROM information_schema.processlist
     WHERE id <> CONNECTION_ID() AND info LIKE ${sqlString(`%bkv\\_${names.token}\\_%`)}`,
  );
  for (const { id } of running) {
    // It may have ended meanwhile.
    await session.send(`KILL ${String(id)}`).catch(() => undefined);
  }
}

/** Removes what a swap kept. */
export async function discardKeptMysql(settings: MysqlSettings, undo: string): Promise<void> {
  const names = new GeneratedNames(undo);
  await inSession(settings, async (session) => {
    // Its memory goes last: until then the rest is known as ours.
    await dropTables(session, (name) => names.isOurs(name) && name !== names.state);
    await dropTables(session, (name) => name === names.state);
  });
}

/** Removes what interrupted restores left, of every token but those that are still wanted. */
export async function sweepMysql(
  settings: MysqlSettings,
  keeping: readonly string[],
): Promise<void> {
  const wanted = new Set(keeping);
  const tokens = await inSession(settings, async (session) =>
    generatedTokens(await tableNames(session)),
  );
  for (const token of tokens) {
    if (wanted.has(token)) continue;
    // Before its swap a restore may have taken foreign keys away; after it, it is only dropped.
    await discardStagingMysql(settings, token);
    await discardKeptMysql(settings, token);
  }
}

async function dropTables(session: MysqlSession, which: (name: string) => boolean): Promise<void> {
  const rows = await session.rows(
    `SELECT table_name AS name, table_type AS type FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type <> 'VIEW'`,
  );
  for (const { name, type } of rows) {
    if (name == null || !which(name)) continue;
    const what = type === 'SEQUENCE' ? 'SEQUENCE' : 'TABLE';
    await session.patiently(`DROP ${what} IF EXISTS ${quote(name)}`);
  }
}

/** Objects that were only tried, by a process that died meanwhile. */
async function dropTrials(session: MysqlSession, names: GeneratedNames): Promise<void> {
  const rows = await session.rows(
    `SELECT 'view' AS kind, table_name AS name FROM information_schema.views WHERE table_schema = DATABASE()
     UNION ALL SELECT 'trigger', trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()
     UNION ALL SELECT 'event', event_name FROM information_schema.events WHERE event_schema = DATABASE()
     UNION ALL SELECT LOWER(routine_type), routine_name FROM information_schema.routines
       WHERE routine_schema = DATABASE() AND routine_type IN ('PROCEDURE', 'FUNCTION')`,
  );
  for (const { kind, name } of rows) {
    if (name != null && names.isOurs(name)) {
      await dropObject(session, kind as Parameters<typeof dropObject>[1], name);
    }
  }
}

async function inSession<T>(
  settings: MysqlSettings,
  act: (session: MysqlSession) => Promise<T>,
): Promise<T> {
  const session = await openLoadSession(settings);
  try {
    return await act(session);
  } finally {
    session.destroy();
  }
}
