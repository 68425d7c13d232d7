import * as fc from 'fast-check';
import { discardStagingMysql } from '../../server/src/database/mysql/discard-mysql';
import { GeneratedNames } from '../../server/src/database/mysql/generated-names';
import { openLoadSession } from '../../server/src/database/mysql/load-session';
import { mergeMysql } from '../../server/src/database/mysql/merge-mysql';
import type { MysqlSession } from '../../server/src/database/mysql/mysql-session';
import {
  createStateTable,
  readStaged,
  writeStaged,
} from '../../server/src/database/mysql/swap-state';
import type { MysqlSettings } from '../../server/src/database/settings';
import { randomId } from '../../server/src/random-id';
import {
  anyContent,
  createTables,
  fillTables,
  readRows,
  type Content,
  type ContentDatabase,
} from '../support/merge-content';
import { MODEL, TABLES } from '../support/merge-schema';
import { expectMerged } from '../support/merge-rules';
import { describeServers, freshSchema } from './database-servers';

const RUNS = 12;

const NOTHING: Content = {
  articles: [],
  categories: [],
  tags: [],
  files: [],
  folders: [],
  home: null,
};

describeServers('a merge of two staged databases', (server) => {
  let settings: MysqlSettings;
  let session: MysqlSession;

  beforeAll(async () => {
    settings = await freshSchema(server, 'bv_merge');
    session = await openLoadSession(settings);
    // Backups of other servers have other collations; nothing may compare the two as they are.
    await session.send('SET SESSION default_storage_engine = InnoDB');
  });

  afterAll(() => {
    session.destroy();
  });

  test('whatever site and backup are: all of the site stays, and what it lacks is added', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, anyContent, async (site, backup) => {
        const here = await staged('utf8mb4_unicode_ci', site, 100);
        const there = await staged('utf8mb4_bin', backup, 5000);
        const [before, original] = [await readRows(here.database), await readRows(there.database)];

        const summary = await mergeMysql(
          settings,
          { here: here.token, there: there.token },
          { model: MODEL, signal: new AbortController().signal, report: () => undefined },
        );

        const after = await readRows(here.database);
        expectMerged({ before, backup: original, after }, summary);
        // The memory of the staging knows the new numbers of rows.
        const state = await readStaged(session, new GeneratedNames(here.token));
        expect(Object.fromEntries(state!.tables.map(({ name, rows }) => [name, rows]))).toEqual(
          Object.fromEntries(Object.entries(after).map(([name, rows]) => [name, rows.length])),
        );
        for (const { token } of [here, there]) await discardStagingMysql(settings, token);
        expect(await session.rows('SHOW TABLES')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('a statement that a killed process has left running is ended, and its tables go', async () => {
    const { token } = await staged('utf8mb4_bin', NOTHING, 1);
    const other = await openLoadSession(settings);
    const table = `\`${new GeneratedNames(token).staged(0)}\``;
    const running = other
      .send(`INSERT INTO ${table} (id) SELECT 1 FROM (SELECT SLEEP(100)) AS slow`)
      .then(() => 'came to its end')
      .catch(() => 'was ended');
    await untilRuns('SLEEP(100)');

    await discardStagingMysql(settings, token);

    expect(await running).toBe('was ended');
    expect(await session.rows('SHOW TABLES')).toEqual([]);
    other.destroy();
  });

  /** Waits until the server is at work on a statement. */
  async function untilRuns(text: string): Promise<void> {
    for (;;) {
      const found = await session.rows(
        `SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND info LIKE '%${text}%'`,
      );
      if (found.length > 0) return;
    }
  }

  async function staged(collation: string, content: Content, offset: number) {
    await session.send(`ALTER DATABASE CHARACTER SET utf8mb4 COLLATE ${collation}`);
    const token = randomId(12);
    const names = new GeneratedNames(token);
    const order = Object.keys(TABLES);
    const database: ContentDatabase = {
      kind: 'mysql',
      table: (name) => `\`${names.staged(order.indexOf(name))}\``,
      run: async (sql) => {
        await session.send(sql);
      },
      all: (sql) => session.rows(sql),
    };
    await createTables(database);
    await fillTables(database, content, offset);
    await createStateTable(session, names);
    const tables = order.map((name, index) => ({
      name,
      physical: names.staged(index),
      kind: 'table' as const,
      create: '',
      rows: 0,
    }));
    await writeStaged(session, names, { tables, objects: [], removes: [], withdraws: [] });
    return { token, database };
  }
});
