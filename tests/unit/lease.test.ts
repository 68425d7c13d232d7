import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteConnection } from '../../server/src/database/sqlite/sqlite-connection';
import { openSqlite } from '../../server/src/database/sqlite/open-sqlite';
import { startHeartbeat } from '../../server/src/lease/heartbeat';
import { createInternalTables } from '../../server/src/lease/internal-tables';
import {
  acquireLease,
  readLease,
  releaseLease,
  renewLease,
  takeOverLease,
} from '../../server/src/lease/lease';
import { prepareJournal, updateJournal, readActiveJournal } from '../../server/src/restore/journal';

const driver = require.resolve('better-sqlite3');
const detail = {
  components: ['database' as const],
  stagingFolder: '/x',
  token: 'aaaaaaaaaaaa',
  undoDatabase: null,
  skipTables: [],
  mediaStem: null,
  mediaSource: null,
  tables: 0,
  rows: 0,
  mediaFiles: 0,
  mediaBytes: 0,
  keptTables: [],
  notes: [],
  sourceToken: null,
  preserved: null,
};

let folder: string;
let one: SqliteConnection;
let two: SqliteConnection;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lease-'));
  const settings = {
    client: 'sqlite' as const,
    filename: path.join(folder, 'db'),
    driver,
    wal: true,
  };
  one = new SqliteConnection(settings, 300);
  two = new SqliteConnection(settings, 300);
  await createInternalTables(one);
});

afterEach(async () => {
  await one.close();
  await two.close();
  rmSync(folder, { recursive: true, force: true });
});

async function take(connection: SqliteConnection, holder: string, expiryMs = 60_000) {
  const lease = await acquireLease(connection, holder, '{}', expiryMs);
  if (lease === null) throw new Error('The lease was not given.');
  return lease;
}

async function takeOver(connection: SqliteConnection, holder: string) {
  const lease = await takeOverLease(connection, holder, 60_000);
  if (lease === null) throw new Error('The lease was not given.');
  return lease;
}

test('one holder at a time, and every holder has a higher fence', async () => {
  const first = await take(one, 'a');
  expect(await acquireLease(two, 'b', '{}', 60_000)).toBeNull();
  await releaseLease(one, first);
  const second = await take(two, 'b');
  expect(second.fence).toBe(first.fence + 1);
});

test('fifty that try at once: one gets it', async () => {
  const tries = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      acquireLease(n % 2 === 0 ? one : two, `holder-${String(n)}`, '{}', 60_000),
    ),
  );
  expect(tries.filter((lease) => lease !== null)).toHaveLength(1);
});

test('an expired lease is taken by recovery, not by a job, and its old holder notices', async () => {
  const stale = await take(one, 'a', -1);
  expect(await acquireLease(two, 'job', '{}', 60_000)).toBeNull();
  const next = await takeOver(two, 'b');
  expect(await takeOverLease(two, 'c', 60_000)).toBeNull();
  await expect(renewLease(one, stale, 60_000)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  await releaseLease(one, stale);
  expect(await readLease(two)).toMatchObject({ holder: 'b', fence: next.fence });
});

test('the journal obeys the holder of the lease only', async () => {
  const stale = await take(one, 'a', -1);
  const journal = {
    id: 'j',
    restoreId: 'r',
    kind: 'restore' as const,
    gate: 'write' as const,
    detail,
  };
  await prepareJournal(one, stale, journal);
  const next = await takeOver(two, 'b');
  await expect(updateJournal(one, stale, 'j', { state: 'swapped' })).rejects.toMatchObject({
    code: 'LEASE_LOST',
  });
  await expect(prepareJournal(one, stale, { ...journal, id: 'k' })).rejects.toMatchObject({
    code: 'LEASE_LOST',
  });
  expect((await readActiveJournal(two))?.state).toBe('prepared');
  await updateJournal(two, next, 'j', { state: 'rolled-back', gate: 'open' });
  expect(await readActiveJournal(two)).toBeNull();
});

test('a heartbeat says when the lease is gone', async () => {
  const lease = await take(one, 'a', 500);
  const heartbeat = startHeartbeat(one, lease, 20, 500);
  const lost = new Promise<void>((resolve) => {
    heartbeat.lost.addEventListener('abort', () => {
      resolve();
    });
  });
  await two.run('UPDATE backup_vault_leases SET fence = fence + 1');
  await lost;
  expect(heartbeat.lost.reason).toMatchObject({ code: 'LEASE_LOST' });
  await heartbeat.stop();
});

test('a database that stays locked is a clear error, and waiting does not block', async () => {
  const other = openSqlite({ driver }, path.join(folder, 'db'));
  other.exec('BEGIN EXCLUSIVE');
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 10);
  await expect(one.run('DELETE FROM backup_vault_leases')).rejects.toMatchObject({
    code: 'DATABASE_LOCKED',
  });
  clearInterval(timer);
  other.exec('ROLLBACK');
  other.close();
  expect(ticks).toBeGreaterThan(5);
});
