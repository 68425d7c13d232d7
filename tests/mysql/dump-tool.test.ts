import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from 'mysql2/promise';
import { BackupError } from '../../server/src/errors';
import type { MysqlSettings } from '../../server/src/database/settings';
import {
  checksums,
  describeServers,
  freshSchema,
  openTest,
  ordinaryAccount,
  queryText,
  runSql,
  siteDump,
  stockDump,
  stockClient,
  SERVERS,
  type DatabaseServer,
} from './database-servers';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import { asText, check, dump, restore, type Dumped } from './engine-harness';
import { childrenOf } from './child-processes';
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
    await runSql(source, objectTorture(server.flavour));
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
      expect(content.toString('latin1')).toBe(inColumnOrder(name, other?.toString('latin1') ?? ''));
    }
    const tables = (of: Dumped) =>
      of.facts.tables.filter(({ name }) => !WITH_FLOAT.includes(name) && name !== 'periods');
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
      `CREATE TABLE site_table (id INT PRIMARY KEY, v VARCHAR(20))`,
      `INSERT INTO site_table VALUES (1, 'before')`,
    ]);
    const kept = await restore(target, dumped);
    const before = await dump(withTool(server, target), { kept });
    expect(before.facts.tables.filter(({ own }) => !own)).toMatchObject([
      { name: 'site_table', rows: 1 },
    ]);
    expect(asText(before).toString()).toContain(
      "INSERT INTO `site_table` (`id`, `v`) VALUES\n(1,'before');",
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
      const foreign = { ...source, dumpToolFolder: onlyProgram(other!) };
      const before = process.env.PATH;
      process.env.PATH = '';
      const made = await dump(foreign, { log: (_, text) => lines.push(text) }).finally(() => {
        process.env.PATH = before;
      });
      expect(lines.join('\n')).toContain("no dump program of this server's own kind");
      const target = await freshSchema(server, 'bv_tool_foreign');
      await restore(target, made);
      await expectSame(source, target);
    },
  );
});

describeServers('the dump program', (server) => {
  let site: MysqlSettings;
  const opened: Connection[] = [];

  beforeAll(async () => {
    site = withTool(server, await freshSchema(server, 'bv_tool_site'));
    await runSql(site, [
      `CREATE TABLE many (id INT PRIMARY KEY, filler VARCHAR(300))`,
      `INSERT INTO many WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, REPEAT('x', 300) FROM n`,
      `INSERT INTO many SELECT id + 1000 * d.k, filler FROM many JOIN (${Array.from({ length: 199 }, (_, k) => `SELECT ${String(k + 1)} AS k`).join(' UNION ALL ')}) d`,
      `CREATE TABLE strapi_sessions (id INT PRIMARY KEY)`,
      `INSERT INTO strapi_sessions VALUES (1)`,
      `CREATE TABLE backup_vault_records (id INT PRIMARY KEY)`,
      `INSERT INTO backup_vault_records VALUES (1)`,
    ]);
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.end()));
  });

  test('gets its password in a file that only we can read, and never as an argument', async () => {
    const password = `a # "b" 'c' \\d\\n; é ${'='} `;
    const account = { ...(await ordinaryAccount(server, site)), password };
    await runSql(site, [
      `ALTER USER '${account.user}'@'%' IDENTIFIED BY '${password.replace(/['\\]/g, '\\$&')}'`,
    ]);
    const scratch = scratchFolder();
    const seen: { command: string; environment: string; mode: number; text: string }[] = [];
    const { facts } = await dump(account, {
      scratch,
      report: () => {
        for (const { command, environment } of childrenOf(process.pid)) {
          if (!command.includes('--single-transaction')) continue;
          const file = path.join(scratch, 'dump-tool-options.cnf');
          const mode = statSync(file).mode & 0o777;
          seen.push({ command, environment, mode, text: readFileSync(file, 'utf8') });
        }
      },
    });
    expect(facts.tables.find(({ name }) => name === 'many')?.rows).toBe(200_000);
    expect(seen.length).toBeGreaterThan(0);
    for (const { command, environment, mode, text } of seen) {
      expect(command).not.toContain('a # "b"');
      expect(environment).not.toContain('a # "b"');
      expect(mode).toBe(0o600);
      expect(text).toContain('a # ');
    }
    expect(readdirSync(scratch)).toEqual([]);
  });

  test.each([
    '#',
    ' lead',
    'trail ',
    '"quoted"',
    "'single'",
    '\\',
    'a\\sb',
    'x"y#z',
    "it's #1",
    'tab\there',
    'ä€😀',
    '!include',
    '[client]',
  ])('signs in with the password %j', async (password) => {
    const account = { ...(await ordinaryAccount(server, site)), password };
    await runSql(site, [
      `ALTER USER '${account.user}'@'%' IDENTIFIED BY '${password.replace(/['\\]/g, '\\$&')}'`,
    ]);
    const dumped = await dump(account, { excludeLogs: true, report: () => undefined });
    expect(dumped.facts.tables).toHaveLength(3);
  });

  test('leaves out the rows of logs and of the plugin', async () => {
    const { facts, entries } = await dump(site, { excludeLogs: true });
    const rows = Object.fromEntries(facts.tables.map(({ name, rows: count }) => [name, count]));
    expect(rows).toEqual({ many: 200_000, strapi_sessions: 0, backup_vault_records: 0 });
    expect(entries.map(({ name }) => name)).toEqual([
      'database/00-schema.sql',
      'database/10-many-00001.sql',
      'database/10-many-00002.sql',
      'database/90-finish.sql',
    ]);
  });

  test('rows of tens of megabytes', async () => {
    const large = withTool(server, await freshSchema(server, 'bv_tool_large'));
    await runSql(large, [
      `SET GLOBAL max_allowed_packet = 256 * 1024 * 1024`,
      `CREATE TABLE large (id INT PRIMARY KEY, content LONGBLOB, words LONGTEXT)`,
    ]);
    const rows = [
      `INSERT INTO large VALUES (1, REPEAT(UNHEX('00FF27'), 7000000), REPEAT('it''s \\\\ \\n', 3000000)), (2, NULL, ''), (3, REPEAT('x', 100), 'y')`,
    ];
    await runSql(large, rows);
    const dumped = await dump(large);
    const builtIn = await dump({ ...large, dumpTool: 'built-in' });
    expect(dumped.facts.tables).toEqual(builtIn.facts.tables);
    expect(dumped.entries.map(({ name }) => name)).toEqual(builtIn.entries.map(({ name }) => name));
    for (const [index, { content }] of dumped.entries.entries()) {
      expect(content.equals(builtIn.entries[index]!.content)).toBe(true);
    }
  });

  test('that is not there is named, with its package', async () => {
    const before = process.env.PATH;
    process.env.PATH = scratchFolder();
    const dumping = dump({ ...site, dumpToolFolder: scratchFolder() }).finally(() => {
      process.env.PATH = before;
    });
    await expect(dumping).rejects.toMatchObject({
      code: 'DUMP_TOOL_MISSING',
      message: expect.stringContaining(`${server.flavour}-client`) as string,
    });
  });

  test('that is killed in the middle fails the backup, and leaves nothing', async () => {
    const scratch = scratchFolder();
    const dumping = dump(site, {
      scratch,
      report: () => {
        for (const { pid, command } of childrenOf(process.pid)) {
          if (command.includes('--single-transaction')) process.kill(pid, 'SIGKILL');
        }
      },
    });
    await expect(dumping).rejects.toMatchObject({
      code: 'DUMP_TOOL_FAILED',
      message: expect.stringContaining('it was killed') as string,
    });
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('that says what it lacks is quoted', async () => {
    const account = await ordinaryAccount(server, site);
    await runSql(site, [
      `ALTER USER '${account.user}'@'%' IDENTIFIED BY '${account.password}' WITH MAX_USER_CONNECTIONS 1`,
    ]);
    const scratch = scratchFolder();
    try {
      const error: unknown = await dump(account, { scratch }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'DUMP_TOOL_FAILED',
        message: expect.stringMatching(/max_user_connections|more than/) as string,
      });
      expect(String(error)).not.toContain(account.password);
    } finally {
      await runSql(site, [`ALTER USER '${account.user}'@'%' WITH MAX_USER_CONNECTIONS 0`]);
    }
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('that ends well and yet writes an error is not believed', async () => {
    const folder = imitation(
      server,
      `echo "mysqldump: Error: 'Access denied; you need PROCESS'" >&2`,
    );
    await expect(dump({ ...site, dumpToolFolder: folder })).rejects.toMatchObject({
      code: 'DUMP_TOOL_FAILED',
      message: expect.stringContaining('you need PROCESS') as string,
    });
  });

  test('that ends well and only warns is believed, and quoted in the log', async () => {
    const folder = imitation(server, `echo "mysqldump: [Warning] something is old" >&2`);
    const lines: string[] = [];
    await dump({ ...site, dumpToolFolder: folder }, { log: (_, text) => lines.push(text) });
    expect(lines.join('\n')).toContain('[Warning] something is old');
  });

  test('that ends well without the last table is not believed', async () => {
    const folder = imitation(server, '', '| head -c 30000000');
    await expect(dump({ ...site, dumpToolFolder: folder })).rejects.toMatchObject({
      code: 'DUMP_TOOL_FAILED',
      message: expect.stringContaining('its output is not understood') as string,
    });
  });

  test('that does not start is named', async () => {
    const folder = scratchFolder();
    for (const name of ['mysqldump', 'mariadb-dump']) writeProgram(folder, name, 'exit 127');
    const before = process.env.PATH;
    process.env.PATH = '';
    const dumping = dump({ ...site, dumpToolFolder: folder }).finally(() => {
      process.env.PATH = before;
    });
    await expect(dumping).rejects.toMatchObject({ code: 'DUMP_TOOL_FAILED' });
  });

  test('stops when the backup is cancelled', async () => {
    const scratch = scratchFolder();
    const controller = new AbortController();
    const reason = new BackupError('CANCELLED', 'Cancelled.');
    const cancelled = dump(site, {
      scratch,
      signal: controller.signal,
      report: () => {
        controller.abort(reason);
      },
    });
    await expect(cancelled).rejects.toBe(reason);
    expect(readdirSync(scratch)).toEqual([]);
    const left = childrenOf(process.pid).filter(({ command }) => command.includes('--single-tr'));
    expect(left).toEqual([]);
  });

  test('stops when the archive takes no more', async () => {
    const scratch = scratchFolder();
    const full = new BackupError('DISK_FULL', 'Full.');
    const dumping = new MysqlEngine(site).dump(
      {
        addFile: () => Promise.reject(full),
        addBuffer: (name) => (name.includes('-many-') ? Promise.reject(full) : Promise.resolve()),
      },
      {
        scratch,
        excludeLogs: false,
        kept: null,
        signal: new AbortController().signal,
        report: () => undefined,
        log: () => undefined,
      },
    );
    await expect(dumping).rejects.toBe(full);
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('that waits behind a change of a table gives way to it', async () => {
    const other = await openTest(site);
    opened.push(other);
    let changing: Promise<unknown> = Promise.resolve();
    const dumping = dump(site, {
      log: (_, text) => {
        // The structure is read and held; the program is about to be started.
        if (text.startsWith('Rows are read with')) {
          changing = other.query('ALTER TABLE many ADD COLUMN late INT');
        }
      },
    });
    await expect(dumping).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    await changing;
    await other.query('ALTER TABLE many DROP COLUMN late');
  });

  test('reads one moment, while others write', async () => {
    const pair = withTool(server, await freshSchema(server, 'bv_tool_moment'));
    await runSql(pair, [
      `CREATE TABLE a (id INT PRIMARY KEY, amount BIGINT, filler VARCHAR(300))`,
      `CREATE TABLE z (id INT PRIMARY KEY, amount BIGINT, filler VARCHAR(300))`,
      `INSERT INTO a WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, 1000, REPEAT('x', 300) FROM n`,
      `INSERT INTO a SELECT id + 1000 * d.k, 1000, filler FROM a JOIN (SELECT 1 AS k UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) d`,
      `INSERT INTO z SELECT * FROM a`,
    ]);
    let stop = false;
    const writer = await openTest(pair);
    opened.push(writer);
    const writing = (async () => {
      for (let turn = 1; !stop; turn += 7) {
        const id = String((turn % 5000) + 1);
        await writer.query('START TRANSACTION');
        await writer.query(`UPDATE a SET amount = amount - 1 WHERE id = ${id}`);
        await writer.query(`UPDATE z SET amount = amount + 1 WHERE id = ${id}`);
        await writer.query('COMMIT');
      }
    })();
    const dumps = [];
    for (let round = 0; round < 3; round += 1) dumps.push(await dump(pair));
    stop = true;
    await writing;
    for (const dumped of dumps) {
      const amounts = asText(dumped)
        .toString('latin1')
        .matchAll(/^\((\d+),(-?\d+),/gm);
      const sum = Array.from(amounts).reduce((total, match) => total + Number(match[2]), 0);
      expect(sum).toBe(2 * 5000 * 1000);
    }
  });
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

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'dump-tool-'));
  folders.push(folder);
  return folder;
}

function withTool(server: DatabaseServer, settings: MysqlSettings): MysqlSettings {
  return { ...settings, dumpTool: 'mysqldump', dumpToolFolder: server.bin };
}

function writeProgram(folder: string, name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A folder with the real program under a script that does something more. */
function imitation(server: DatabaseServer, more: string, after = ''): string {
  const folder = scratchFolder();
  const real = path.join(server.bin, 'mysqldump');
  const script = `if [ "$2" = --help ]; then exec '${real}' "$@"; fi\nPATH=/usr/bin:/bin\n'${real}' "$@" ${after}\n${more}\nexit 0`;
  writeProgram(folder, server.flavour === 'mariadb' ? 'mariadb-dump' : 'mysqldump', script);
  return folder;
}

/** A folder with the program of that server, and nothing else. */
function onlyProgram(server: DatabaseServer): string {
  const folder = scratchFolder();
  writeProgram(folder, 'mysqldump', `exec '${path.join(server.bin, 'mysqldump')}' "$@"`);
  return folder;
}

async function expectSame(source: MysqlSettings, target: MysqlSettings): Promise<void> {
  const without = async (settings: MysqlSettings) =>
    Object.entries(await checksums(settings)).filter(([name]) => !WITH_FLOAT.includes(name));
  expect(await without(target)).toEqual(await without(source));
}

/** The client has the columns of a period where they are; ours come last. */
function inColumnOrder(name: string, text: string): string {
  return name.includes('-periods-') ? text : text;
}
