import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { BackupError } from '../../server/src/errors';
import { MysqlSession } from '../../server/src/database/mysql/mysql-session';
import { startSnapshots } from '../../server/src/database/mysql/start-snapshots';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';
import {
  checksums,
  describeServers,
  freshSchema,
  openTest,
  ordinaryAccount,
  queryText,
  runSql,
  type DatabaseServer,
} from './database-servers';
import { asText, dump, restore, type Dumped } from './engine-harness';

const ROWS = 20_000;

describeServers('the snapshot', (server) => {
  let site: MysqlSettings;
  const opened: Connection[] = [];

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.end()));
  });

  beforeEach(async () => {
    site = await freshSchema(server, 'bv_snapshot');
    await runSql(site, [
      `CREATE TABLE accounts_a (id INT PRIMARY KEY, amount BIGINT, filler VARCHAR(300))`,
      `CREATE TABLE accounts_z (id INT PRIMARY KEY, amount BIGINT, filler VARCHAR(300))`,
      `INSERT INTO accounts_a WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, 1000, REPEAT('x', 300) FROM n`,
      `INSERT INTO accounts_a SELECT id + 1000 * d.k, 1000, filler FROM accounts_a JOIN (${Array.from({ length: ROWS / 1000 - 1 }, (_, k) => `SELECT ${String(k + 1)} AS k`).join(' UNION ALL ')}) d`,
      `INSERT INTO accounts_z SELECT * FROM accounts_a`,
    ]);
  });

  test.each([1, 3])(
    'is one moment on %i connections, while others write in both orders, and costs them nothing',
    async (connections) => {
      const writing = startTransfers(site);
      const dumps = [];
      for (let round = 0; round < 5; round += 1) {
        dumps.push(await dump({ ...site, connections }));
      }
      expect(await writing.stop()).toEqual([]);
      const level =
        connections > 1 && server.flavour === 'mariadb' ? 'backup-stage' : 'one-connection';
      for (const dumped of dumps) {
        expect(dumped.facts).toMatchObject({ snapshotLevel: level });
        expect(totalOf(dumped)).toBe(2 * ROWS * 1000);
      }
    },
  );

  const whereStaged = server.flavour === 'mariadb' ? test : null;
  whereStaged?.(
    'snapshots of two connections are of the same moment, each of sixty times',
    async () => {
      const account = await openTest(site);
      opened.push(account);
      // Small, so that there are many commits between any two moments.
      await account.query('DELETE FROM accounts_a WHERE id > 50');
      await account.query('DELETE FROM accounts_z WHERE id > 50');
      const writing = Array.from({ length: 4 }, (_, seed) => startTransfers(site, seed, 50));
      const [one, two, lock] = await Promise.all(
        Array.from({ length: 3 }, () => MysqlSession.open(site)),
      );
      let differing = 0;
      try {
        for (let attempt = 0; attempt < 60; attempt += 1) {
          expect(await startSnapshots([one!, two!], lock!)).toBe(true);
          const [a] = await one!.rows('SELECT SUM(amount) AS total FROM accounts_a');
          const [z] = await two!.rows('SELECT SUM(amount) AS total FROM accounts_z');
          if (Number(a?.total) + Number(z?.total) !== 2 * 50 * 1000) differing += 1;
          await Promise.all([one!.send('ROLLBACK'), two!.send('ROLLBACK')]);
        }
      } finally {
        const errors = (await Promise.all(writing.map((each) => each.stop()))).flat();
        for (const session of [one, two, lock]) session?.destroy();
        // They meet on the same rows: whoever is chosen to give way is not so because of us.
        expect(errors.filter((error) => !String(error).includes('Deadlock'))).toEqual([]);
      }
      expect(differing).toBe(0);
    },
  );

  whereStaged?.(
    'another backup that holds the stage is not waited for: one connection is enough',
    async () => {
      const other = await openTest(site);
      opened.push(other);
      await other.query('BACKUP STAGE START');
      const { facts } = await dump({ ...site, connections: 2 });
      expect(facts.snapshotLevel).toBe('one-connection');
      await other.query('BACKUP STAGE END');
    },
  );

  test('further connections are for accounts that may hold commits back; others have one', async () => {
    const owner = await ordinaryAccount(server, site);
    const levels: string[] = [];
    for (const account of [owner, await reader(server, site)]) {
      const { facts } = await dump({ ...account, connections: 2 });
      levels.push(facts.snapshotLevel);
    }
    expect(levels).toEqual(['one-connection', 'one-connection']);
    // Nobody holds anything back afterwards.
    await runSql(site, ['UPDATE accounts_a SET amount = amount WHERE id = 1']);
  });

  test('entries come in order, however many connections read them', async () => {
    await runSql(
      site,
      Array.from({ length: 12 }, (_, index) => [
        `CREATE TABLE many_${String(index).padStart(2, '0')} AS SELECT * FROM accounts_a LIMIT ${String(index % 3 === 0 ? ROWS : 3)}`,
      ]).flat(),
    );
    const one = await dump(site);
    const several = await dump({ ...site, connections: 4 });
    expect(several.entries.map(({ name }) => name)).toEqual(one.entries.map(({ name }) => name));
    expect(several.facts.tables).toEqual(one.facts.tables);
    for (const [index, { name, content }] of one.entries.entries()) {
      expect([name, several.entries[index]?.content.equals(content)]).toEqual([name, true]);
    }
  });

  test('a table that is changed while it begins makes it begin again', async () => {
    const blocker = await openTest(site);
    opened.push(blocker);
    await blocker.query('LOCK TABLES accounts_z WRITE');
    const warnings: string[] = [];
    const dumping = dump(site, {
      log: (level, text) => {
        if (level === 'warn') warnings.push(text);
      },
    });
    // The snapshot is begun, and waits for the table; then the table is another one.
    await untilWaiting(site);
    await blocker.query('ALTER TABLE accounts_z ADD COLUMN late INT DEFAULT 5, ALGORITHM = COPY');
    await blocker.query('UNLOCK TABLES');
    const { facts, entries } = await dumping;
    expect(facts.tables).toHaveLength(2);
    expect(asText({ facts, entries }).toString('latin1')).toContain('`late`');
    expect(warnings.join()).toContain('beginning once more');
  });

  test('a table that stays locked is said to be locked, soon', async () => {
    const blocker = await openTest(site);
    opened.push(blocker);
    await blocker.query('LOCK TABLES accounts_z WRITE');
    const begin = Date.now();
    await expect(dump(site)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    expect(Date.now() - begin).toBeLessThan(30_000);
    await blocker.query('UNLOCK TABLES');
  });

  test('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const reason = new BackupError('CANCELLED', 'Cancelled.');
    const cancelled = dump(site, {
      signal: controller.signal,
      report: () => {
        controller.abort(reason);
      },
    });
    await expect(cancelled).rejects.toBe(reason);
  });

  test('an account that may not see everything is told which right it lacks', async () => {
    const account = await ordinaryAccount(server, site);
    await runSql(site, [
      `REVOKE ALL ON \`${site.database}\`.* FROM '${account.user}'@'%'`,
      `GRANT SELECT, SHOW VIEW ON \`${site.database}\`.* TO '${account.user}'@'%'`,
    ]);
    await expect(dump(account)).rejects.toMatchObject({
      code: 'SNAPSHOT_INCOMPLETE',
      message: expect.stringContaining('triggers (TRIGGER); events (EVENT)') as string,
    });
  });

  test('rows of logs and of the plugin stay behind where asked', async () => {
    await runSql(site, [
      `CREATE TABLE strapi_sessions (id INT PRIMARY KEY)`,
      `INSERT INTO strapi_sessions VALUES (1)`,
      `CREATE TABLE backup_vault_records (id INT PRIMARY KEY)`,
      `INSERT INTO backup_vault_records VALUES (1)`,
    ]);
    const { facts } = await dump(site, { excludeLogs: true });
    const rows = Object.fromEntries(facts.tables.map((table) => [table.name, table.rows]));
    expect(rows).toEqual({
      accounts_a: ROWS,
      accounts_z: ROWS,
      strapi_sessions: 0,
      backup_vault_records: 0,
    });
  });

  test('rows that are larger than a file of the dump', async () => {
    await runSql(site, [
      `DROP TABLE accounts_a`,
      `DROP TABLE accounts_z`,
      `CREATE TABLE large (id INT PRIMARY KEY, content LONGBLOB)`,
      `INSERT INTO large VALUES (1, REPEAT(UNHEX('00FF27'), 2000000)), (2, NULL), (3, REPEAT('x', 100))`,
    ]);
    const dumped = await dump(site);
    expect(dumped.facts.tables[0]).toMatchObject({ rows: 3, largestRow: 12_000_006 });
    const target = await freshSchema(server, 'bv_snapshot_large');
    await restore(target, dumped);
    expect(await checksums(target)).toEqual(await checksums(site));
    expect(await new MysqlEngine(site).size(null)).toBeGreaterThan(1_000_000);
  });
});

/** Two programs that move amounts between two tables, which they lock in opposite orders. */
function startTransfers(
  site: MysqlSettings,
  first = 0,
  rows = ROWS,
): { stop: () => Promise<unknown[]> } {
  const state = { stopped: false };
  const errors: unknown[] = [];
  const writer = async (from: string, to: string, seed: number) => {
    const connection = await openTest(site);
    for (let turn = seed; !state.stopped; turn += 7) {
      const id = String((turn % rows) + 1);
      try {
        await connection.query('START TRANSACTION');
        await connection.query(`UPDATE ${from} SET amount = amount - 1 WHERE id = ${id}`);
        await connection.query(`UPDATE ${to} SET amount = amount + 1 WHERE id = ${id}`);
        await connection.query('COMMIT');
      } catch (error) {
        errors.push(error);
      }
    }
    await connection.end();
  };
  // Each works on rows of its own: what would go wrong goes wrong because of the backup.
  const writers = [
    writer('accounts_a', 'accounts_z', 1 + first),
    writer('accounts_z', 'accounts_a', 3 + first),
  ];
  return {
    stop: async () => {
      state.stopped = true;
      await Promise.all(writers);
      return errors;
    },
  };
}

function totalOf(dumped: Dumped): number {
  const rows = asText(dumped)
    .toString('latin1')
    .matchAll(/^\((\d+),(-?\d+),/gm);
  return [...rows].reduce((total, match) => total + Number(match[2]), 0);
}

/** An account that may see everything and change nothing. */
async function reader(server: DatabaseServer, site: MysqlSettings): Promise<MysqlSettings> {
  const account = await ordinaryAccount(server, site);
  await runSql(site, [
    `REVOKE ALL ON \`${site.database}\`.* FROM '${account.user}'@'%'`,
    `GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON \`${site.database}\`.* TO '${account.user}'@'%'`,
  ]);
  return account;
}

/** The server tells in its list of processes only that somebody waits for a table. */
async function untilWaiting(site: MysqlSettings): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const waiting = await queryText(
      site,
      `SELECT 1 FROM information_schema.processlist WHERE db = '${site.database}' AND state LIKE '%metadata lock%'`,
    );
    if (waiting.length > 0) return;
    await wait(20);
  }
  throw new Error('Nobody waits for the table.');
}
