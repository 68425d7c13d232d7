import {
  describeServers,
  freshSchema,
  openTest,
  ordinaryAccount,
  queryText,
  runSql,
  stockClient,
} from './database-servers';
import { asText, dump, restore, type Dumped } from './engine-harness';
import { beyondThreeBytes, objectTorture } from './type-torture';
import { stageOptions, stage, swapOptions, takeLease } from './engine-harness';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';

describeServers('definitions with characters of four bytes', (server) => {
  let source: MysqlSettings;
  let dumped: Dumped;
  const warnings: string[] = [];

  beforeAll(async () => {
    source = await freshSchema(server, 'bv_beyond');
    await runSql(source, [...beyondThreeBytes(server.flavour), ...objectTorture()]);
    dumped = await dump(source, {
      log: (level, text) => {
        if (level === 'warn') warnings.push(text);
      },
    });
  });

  test('are told without a doubt', () => {
    expect(warnings).toEqual([]);
    const schema = asText(dumped).toString('utf8');
    expect(schema).toContain(`enum('😀','?','it''s 😀','a?,b','𝄞')`);
    expect(schema).toContain(`set('😀','b','𝄞?')`);
  });

  test('mean the same after a restore with the stock client', async () => {
    const target = await freshSchema(server, 'bv_beyond_client');
    await stockClient(server, target, asText(dumped));
    expect(await meaning(target)).toEqual(await meaning(source));
  });

  test('mean the same after a restore, and after it is undone', async () => {
    const target = await freshSchema(server, 'bv_beyond_engine');
    await restore(target, dumped);
    expect(await meaning(target)).toEqual(await meaning(source));

    const engine = new MysqlEngine(target);
    const lease = await takeLease(target);
    const options = stageOptions(lease);
    await stage(target, { ...dumped, ...(await dump(target)) }, options);
    await engine.swap(swapOptions(options));
    await engine.rollForward({ token: options.token }, lease);
    await engine.discardStaging({ folder: options.folder, token: options.token });
    // What was replaced, as a backup of it.
    const kept = await dump(target, { kept: options.token });
    const again = await freshSchema(server, 'bv_beyond_kept');
    await restore(again, kept);
    expect(await meaning(again)).toEqual(await meaning(source));
  });

  test('where the account may not be told, they are named', async () => {
    const account = await ordinaryAccount(server, source);
    await runSql(source, [
      `REVOKE ALL ON \`${source.database}\`.* FROM '${account.user}'@'%'`,
      `GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON \`${source.database}\`.* TO '${account.user}'@'%'`,
      `DROP PROCEDURE \`ansi proc\``,
      `DROP PROCEDURE beyond_proc`,
      `DROP FUNCTION doubled`,
      `DROP FUNCTION latin_f`,
      `DROP FUNCTION \`wörter\``,
      `DROP VIEW a_on_b`,
      `DROP VIEW parent_z`,
    ]);
    const told: string[] = [];
    await dump(account, {
      log: (level, text) => {
        if (level === 'warn') told.push(text);
      },
    });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      server.flavour === 'mysql'
        ? 'beyond.en, beyond.en16, beyond.st, beyond_empty.en. Give the account the right CREATE TEMPORARY TABLES'
        : 'beyond_empty.nn.',
    );
  });

  const whereLost = server.flavour === 'mariadb' ? test : null;
  whereLost?.('strings of other character sets that MariaDB does not show are named', async () => {
    const schema = await freshSchema(server, 'bv_beyond_lost');
    await runSql(schema, [
      `CREATE TABLE lost (id INT PRIMARY KEY, e VARCHAR(9) DEFAULT (CONCAT(_latin1 X'E9', 'y')), fine VARCHAR(9) DEFAULT 'xE9' COMMENT '(xE9')`,
    ]);
    const told: string[] = [];
    await dump(schema, { log: (_, text) => told.push(text) });
    expect(told.join('\n')).toMatch(/: lost\.e\.$/);
  });
});

/** What definitions do: values of defaults, members by number, the strings of objects. */
async function meaning(settings: MysqlSettings): Promise<unknown> {
  const connection = await openTest(settings);
  const facts: unknown[] = [];
  const ask = async (sql: string) => facts.push((await connection.query(sql))[0]);
  try {
    await connection.query('START TRANSACTION');
    await connection.query(
      `INSERT INTO beyond (id, en, en16, st) VALUES (2, 1, 1, 1), (3, 2, 2, 2), (4, 3, 1, 4), (5, 4, 1, 7), (6, 5, 1, 0)`,
    );
    await connection.query('INSERT INTO beyond (id) VALUES (7)');
    await connection.query('INSERT INTO beyond_empty (id, en) VALUES (1, 2)');
    for (const table of ['beyond', 'beyond_empty', 'beyond_parts PARTITION (p0)']) {
      await ask(`SELECT * FROM ${table} ORDER BY 1`);
    }
    await ask(`SELECT HEX(bin), HEX(bin3), HEX(u16) FROM beyond`);
    await connection.query(`INSERT INTO audit_of (id, what) VALUES (1, 'x')`);
    await ask('SELECT * FROM audit_of');
    const refused = await connection
      .query(`INSERT INTO beyond (id, d) VALUES (8, '😀')`)
      .catch((error: unknown) => (error as { code: string }).code);
    facts.push(refused);
    await connection.query('ROLLBACK');
  } finally {
    await connection.end();
  }
  for (const table of ['foreign_strings', 'long_defaults']) {
    const there = await queryText(settings, `SHOW TABLES LIKE '${table}'`);
    if (there.length > 0) facts.push(await queryText(settings, `SELECT * FROM ${table}`));
  }
  const parts = await queryText(
    settings,
    `SELECT HEX(COALESCE(check_clause, '')) FROM information_schema.check_constraints WHERE constraint_schema = DATABASE() AND check_clause NOT LIKE '%backup%' ORDER BY 1`,
  );
  return [...facts, parts];
}
