import type { MysqlSettings } from '../../server/src/database/settings';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import {
  checksums,
  describeServers,
  freshSchema,
  queryText,
  runSql,
  siteDump,
  stockDump,
  stockClient,
  SERVERS,
} from './database-servers';
import { onlyProgram, withoutPath, withTool } from './dump-programs';
import { asText, check, dump, restore, type Dumped } from './engine-harness';
import { objectTorture, typeTorture } from './type-torture';

/** mysqldump writes these with six digits. */
const WITH_FLOAT = ['numbers'];

describeServers('an archive made with the dump program', (server) => {
  let source: MysqlSettings;
  let dumped: Dumped;
  let builtIn: Dumped;
  const said: string[] = [];

  beforeAll(async () => {
    source = withTool(server, await freshSchema(server, 'bv_tool_source'));
    await runSql(source, typeTorture(server.flavour));
    await runSql(source, objectTorture());
    await runSql(source, MORE_TORTURE);
    dumped = await dump(source, { log: (level, text) => said.push(`${level}: ${text}`) });
    builtIn = await dump({ ...source, dumpTool: 'built-in' });
  });

  test('has the same files as the built-in one, byte for byte, but for FLOAT', () => {
    const names = (of: Dumped) => of.entries.map(({ name }) => name);
    expect(names(dumped)).toEqual(names(builtIn));
    for (const { name, content } of dumped.entries) {
      if (WITH_FLOAT.some((table) => name.includes(`-${table}-`))) continue;
      const other = builtIn.entries.find((entry) => entry.name === name)?.content;
      // As text, so that a difference can be read.
      expect(content.toString('latin1')).toBe(other?.toString('latin1'));
    }
    const tables = (of: Dumped) => of.facts.tables.filter(({ name }) => !WITH_FLOAT.includes(name));
    expect(tables(dumped)).toEqual(tables(builtIn));
    expect(dumped.facts).toMatchObject({
      snapshotLevel: 'mysqldump-single-transaction',
      schemaFingerprint: builtIn.facts.schemaFingerprint,
    });
  });

  test('says which tables lose digits, and which program it was', () => {
    expect(said.filter((line) => line.includes('FLOAT'))).toEqual([
      expect.stringMatching(/^warn: .* in these tables: numbers\./) as string,
    ]);
    expect(said.join('\n')).toMatch(/info: Rows are read with .*\d+\.\d+/);
  });

  test('comes back with the stock client', async () => {
    const target = await freshSchema(server, 'bv_tool_client');
    await stockClient(server, target, asText(dumped));
    await expectSame(source, target);
    // It writes FLOAT with six digits, too, so this is equal with them.
    expect(await stockDump(server, target)).toBe(await stockDump(server, source));
  });

  test('comes back with the engine, and the loss of FLOAT is as large as said', async () => {
    const target = await freshSchema(server, 'bv_tool_engine');
    const kept = await restore(target, dumped);
    await expectSame(source, target);
    await new MysqlEngine(target).discardKept(kept);
    expect(await siteDump(server, target)).toBe(await siteDump(server, source));
    const digits = 'SELECT id, f + 0e0 FROM numbers WHERE id = 0';
    expect(await queryText(source, digits)).toEqual([['0', '16777216']]);
    expect(await queryText(target, digits)).toEqual([['0', '16777200']]);
  });

  test('is accepted by the check that needs no server', async () => {
    await check(dumped.entries, dumped.facts.tables);
  });

  test('of a kept state has its tables under their own names', async () => {
    const target = await freshSchema(server, 'bv_tool_kept');
    await runSql(target, [
      `CREATE TABLE no_key (id INT PRIMARY KEY, v VARCHAR(20))`,
      `INSERT INTO no_key VALUES (1, 'before')`,
    ]);
    const kept = await restore(target, dumped);
    const before = await dump(withTool(server, target), { kept });
    expect(before.facts.tables.filter(({ own }) => !own)).toMatchObject([
      { name: 'no_key', rows: 1 },
    ]);
    expect(asText(before).toString()).toContain(
      "INSERT INTO `no_key` (`id`, `v`) VALUES\n(1,'before');",
    );
  });

  const whereVersioned = server.flavour === 'mariadb' ? test : null;
  whereVersioned?.('has the past of system-versioned tables', async () => {
    const target = await freshSchema(server, 'bv_tool_past');
    await restore(target, dumped);
    for (const query of [
      'SELECT id, x, row_start, row_end FROM past FOR SYSTEM_TIME ALL ORDER BY 1, 3',
      'SELECT id, x, since, till FROM periods FOR SYSTEM_TIME ALL ORDER BY 1, 3',
    ]) {
      expect(await queryText(target, query)).toEqual(await queryText(source, query));
    }
  });

  const other = SERVERS.find(({ flavour, url }) => flavour !== server.flavour && url !== '');
  (other === undefined ? test.skip : test)(
    'can be made with the program of the other kind of server',
    async () => {
      const lines: string[] = [];
      const foreign = { ...source, dumpToolFolder: onlyProgram(other ?? server) };
      const made = await withoutPath(() => dump(foreign, { log: (_, text) => lines.push(text) }));
      expect(lines.join('\n')).toContain("no dump program of this server's own kind");
      const target = await freshSchema(server, 'bv_tool_foreign');
      await restore(target, made);
      // MySQL's program does not know the past; MariaDB compares when a row came, too.
      await expectSame(source, target, [...WITH_FLOAT, 'past', 'periods']);
    },
  );
});

/** What only a client could get wrong: names on a command line, twins, rows without columns. */
const MORE_TORTURE = [
  `CREATE TABLE \`-v\` (id INT PRIMARY KEY)`,
  `INSERT INTO \`-v\` VALUES (1)`,
  `CREATE TABLE \`--help\` (id INT PRIMARY KEY)`,
  `INSERT INTO \`--help\` VALUES (2)`,
  `CREATE TABLE \`like_%\\_\` (id INT PRIMARY KEY)`,
  `INSERT INTO \`like_%\\_\` VALUES (3)`,
  `CREATE TABLE \`likeX%Y_\` (id INT PRIMARY KEY)`,
  `CREATE TABLE Twin (id INT PRIMARY KEY, a INT)`,
  `CREATE TABLE twin (id INT PRIMARY KEY, b INT)`,
  `INSERT INTO Twin VALUES (4, 5)`,
  `INSERT INTO twin VALUES (6, 7)`,
  `CREATE TABLE \`with */ comment; -- and \\ more\` (\`VALUES (\` INT, \`; '\` VARCHAR(9), \`# x\` INT)`,
  `INSERT INTO \`with */ comment; -- and \\ more\` VALUES (1, '),(', 2)`,
];

async function expectSame(
  source: MysqlSettings,
  target: MysqlSettings,
  lossy: readonly string[] = WITH_FLOAT,
): Promise<void> {
  const without = async (settings: MysqlSettings) => {
    const sums = await checksums(settings);
    return Object.fromEntries(Object.entries(sums).filter(([name]) => !lossy.includes(name)));
  };
  expect(await without(target)).toEqual(await without(source));
}
