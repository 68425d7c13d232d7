import { setTimeout as wait } from 'node:timers/promises';
import { backupRecords } from '../../server/src/catalog/backup-records';
import type { Backup } from '../../server/src/contracts/backups';
import { MysqlConnection } from '../../server/src/database/mysql/mysql-connection';
import { parseTime } from '../../server/src/database/mysql/parse-time';
import type { MysqlSettings } from '../../server/src/database/settings';
import { createInternalTables } from '../../server/src/lease/internal-tables';
import {
  acquireLease,
  readLease,
  releaseLease,
  renewLease,
  takeOverLease,
} from '../../server/src/lease/lease';
import { prepareJournal, readActiveJournal, updateJournal } from '../../server/src/restore/journal';
import { describeServers, freshSchema, openTest, queryText, runSql } from './database-servers';

const DETAIL = {
  components: ['database' as const],
  token: 'abcdefghijkl',
  stagingFolder: '/staging',
  undoDatabase: 'abcdefghijkl',
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

/** The columns that Strapi makes on MySQL for the records of backups. */
const RECORDS = `CREATE TABLE backup_vault_records (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, document_id VARCHAR(255),
  name VARCHAR(255), type VARCHAR(255), status VARCHAR(255), origin VARCHAR(255), schedule VARCHAR(255), \`database\` JSON, step VARCHAR(255),
  progress DOUBLE, bytes_done DOUBLE, bytes_total DOUBLE, file_name VARCHAR(255), copies JSON, size DOUBLE, uncompressed_size DOUBLE,
  sha_256 VARCHAR(255), compression VARCHAR(255), compression_level INT, encrypted TINYINT(1), counts JSON, warnings JSON,
  exclude_logs TINYINT(1), pinned TINYINT(1), note LONGTEXT, verification VARCHAR(255), verified_at DATETIME(6), started_at DATETIME(6),
  finished_at DATETIME(6), duration_ms DOUBLE, error JSON, actor JSON, created_at DATETIME(6), updated_at DATETIME(6), published_at DATETIME(6))`;

const BACKUP: Backup = {
  id: 'b'.repeat(24),
  name: "it's \\ a ? backup 😀",
  type: 'full',
  status: 'running',
  origin: 'manual',
  schedule: null,
  database: { client: 'mysql', version: '9.7' },
  step: null,
  progress: 12.5,
  bytesDone: 0,
  bytesTotal: 9_000_000_000,
  fileName: null,
  copies: [],
  size: null,
  uncompressedSize: null,
  sha256: null,
  compression: 'gzip',
  compressionLevel: 1,
  encrypted: false,
  counts: null,
  warnings: [],
  excludeLogs: true,
  pinned: false,
  note: null,
  verification: 'unverified',
  verifiedAt: null,
  createdAt: '2026-03-29T01:30:00.123Z',
  startedAt: null,
  finishedAt: null,
  durationMs: null,
  error: null,
  actor: null,
};

describeServers("the plugin's own tables", (server) => {
  let settings: MysqlSettings;
  let connection: MysqlConnection;

  beforeAll(async () => {
    settings = await freshSchema(server, 'bv_connection');
    await runSql(settings, [RECORDS]);
  });

  beforeEach(async () => {
    connection = new MysqlConnection(settings, 1_000);
    await createInternalTables(connection);
  });

  afterEach(async () => {
    await connection.close();
  });

  test('of many that try at once, one gets the lease', async () => {
    const others = Array.from({ length: 8 }, () => new MysqlConnection(settings));
    const tries = await Promise.all(
      others.map((each, index) => acquireLease(each, `holder-${String(index)}`, '{}', 60_000)),
    );
    const taken = tries.filter((lease) => lease !== null);
    expect(taken).toHaveLength(1);
    const [lease] = taken;
    await renewLease(connection, lease!, 60_000);
    // Twice in the same millisecond changes nothing in the row, and is a renewal all the same.
    await Promise.all([
      renewLease(connection, lease!, 60_000),
      renewLease(connection, lease!, 60_000),
    ]);
    expect((await readLease(connection)).leftMs).toBeGreaterThan(50_000);
    await releaseLease(connection, lease!);
    await expect(renewLease(connection, lease!, 60_000)).rejects.toMatchObject({
      code: 'LEASE_LOST',
    });
    await Promise.all(others.map((each) => each.close()));
  });

  test('the journal is written by the holder only', async () => {
    const lease = await acquireLease(connection, 'first', '{}', 0);
    const journal = {
      id: 'j',
      restoreId: 'r',
      kind: 'restore' as const,
      gate: 'write' as const,
      detail: DETAIL,
    };
    await prepareJournal(connection, lease!, journal);
    expect(await readActiveJournal(connection)).toMatchObject({
      id: 'j',
      state: 'prepared',
      detail: DETAIL,
    });
    expect(await acquireLease(connection, 'job', '{}', 60_000)).toBeNull();
    const second = await takeOverLease(connection, 'second', 60_000);
    await expect(updateJournal(connection, lease!, 'j', { gate: 'closed' })).rejects.toMatchObject({
      code: 'LEASE_LOST',
    });
    await updateJournal(connection, second!, 'j', { state: 'finished', gate: 'open' });
    expect(await readActiveJournal(connection)).toBeNull();
    await releaseLease(connection, second!);
  });

  test('records come back as they were written', async () => {
    const records = backupRecords(connection);
    await records.insert(BACKUP);
    expect(await records.get(BACKUP.id)).toEqual(BACKUP);
    expect(
      await records.update(BACKUP.id, { pinned: true, verifiedAt: '2026-10-25T00:30:00.001Z' }),
    ).toBe(true);
    expect(await records.update(BACKUP.id, { pinned: true })).toBe(true);
    expect(await records.update('unknown', { pinned: true })).toBe(false);
    const page = await records.page(
      { sql: 'created_at >= ?', params: [new Date(BACKUP.createdAt)] },
      { field: 'createdAt', direction: 'desc' },
      1,
      10,
    );
    expect(page).toMatchObject({
      total: 1,
      items: [{ pinned: true, verifiedAt: '2026-10-25T00:30:00.001Z' }],
    });
  });

  test('times are where Strapi expects them', async () => {
    const [row] = await connection.all('SELECT created_at FROM backup_vault_records');
    expect(row).toEqual({ created_at: Date.parse(BACKUP.createdAt) });
    const other = await openTest(settings);
    const [rows] = await other.query('SELECT created_at FROM backup_vault_records');
    expect(rows).toEqual([{ created_at: new Date(BACKUP.createdAt) }]);
    await other.end();
  });

  test('a connection that the server has ended is opened again', async () => {
    const [row] = await connection.all('SELECT CONNECTION_ID() AS id');
    await runSql(settings, [`KILL ${String(row?.id)}`]);
    await connection.all('SELECT 1 AS one').catch(() => []);
    expect(await connection.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('whoever notices that, and when, one connection follows, and none is left open', async () => {
    const one = new MysqlConnection(settings, 1_000);
    const id = async () => (await one.all('SELECT CONNECTION_ID() AS id'))[0]?.id;
    for (let round = 0; round < 5; round += 1) {
      const before = await id();
      const waiting = Array.from({ length: 3 }, () => one.all('SELECT SLEEP(60)'));
      const after = Promise.all(waiting.map((each) => each.then(id, id)));
      await untilSleeping(settings, before);
      await runSql(settings, [`KILL ${String(before)}`]);
      // It may not know yet.
      const last = await id().catch(id);
      expect(await after).toEqual([last, last, last]);
      expect(await id()).toBe(last);
    }
    await one.close();
    expect(await othersOf(settings, connection)).toBe(0);
  });

  test('a row that stays locked gives up after its patience', async () => {
    const other = await openTest(settings);
    await other.query('START TRANSACTION');
    await other.query('SELECT * FROM backup_vault_leases FOR UPDATE');
    await expect(connection.run(`UPDATE backup_vault_leases SET job = 'x'`)).rejects.toMatchObject({
      code: 'DATABASE_LOCKED',
    });
    await other.end();
  });
});

async function untilSleeping(settings: MysqlSettings, id: unknown): Promise<void> {
  const sql = `SELECT 1 FROM information_schema.processlist WHERE id = ${String(id)} AND info LIKE '%SLEEP%'`;
  while ((await queryText(settings, sql)).length === 0) await wait(20);
}

/** How many others are in that schema. A connection that was closed may be listed for a moment. */
async function othersOf(settings: MysqlSettings, connection: MysqlConnection): Promise<number> {
  for (let look = 1; ; look += 1) {
    const others = await connection.all(
      `SELECT 1 AS one FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()`,
      [settings.database],
    );
    if (others.length === 0 || look === 100) return others.length;
    await wait(20);
  }
}

test('zones of times', () => {
  expect(parseTime('2026-03-29 01:30:00.123456', 'Z')).toBe(Date.UTC(2026, 2, 29, 1, 30, 0, 123));
  expect(parseTime('2026-03-29 01:30:00', '+02:00')).toBe(Date.UTC(2026, 2, 28, 23, 30));
  expect(parseTime('2026-03-29 01:30:00', '-05:30')).toBe(Date.UTC(2026, 2, 29, 7, 0));
  expect(parseTime('0000-00-00 00:00:00', 'Z')).toBeNull();
});
