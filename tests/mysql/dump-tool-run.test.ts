import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from 'mysql2/promise';
import { BackupError } from '../../server/src/errors';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';
import { childrenOf } from './child-processes';
import {
  describeServers,
  freshSchema,
  openTest,
  ordinaryAccount,
  runSql,
} from './database-servers';
import {
  imitation,
  scratchFolder,
  setPassword,
  withoutPath,
  withTool,
  writeProgram,
} from './dump-programs';
import { asText, dump } from './engine-harness';

describeServers('the dump program', (server) => {
  let site: MysqlSettings;
  let small: MysqlSettings;
  const opened: Connection[] = [];

  beforeAll(async () => {
    site = withTool(server, await freshSchema(server, 'bv_tool_site'));
    await runSql(site, [
      `CREATE TABLE many (id INT PRIMARY KEY, filler VARCHAR(300))`,
      `INSERT INTO many WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, REPEAT('x', 300) FROM n`,
      `INSERT INTO many SELECT id + 1000 * d.k, filler FROM many JOIN (${Array.from({ length: 109 }, (_, k) => `SELECT ${String(k + 1)} AS k`).join(' UNION ALL ')}) d`,
      `CREATE TABLE strapi_sessions (id INT PRIMARY KEY)`,
      `INSERT INTO strapi_sessions VALUES (1)`,
      `CREATE TABLE backup_vault_records (id INT PRIMARY KEY)`,
      `INSERT INTO backup_vault_records VALUES (1)`,
    ]);
    small = withTool(server, await freshSchema(server, 'bv_tool_small'));
    await runSql(small, [`CREATE TABLE few (id INT PRIMARY KEY)`, `INSERT INTO few VALUES (1)`]);
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.end()));
  });

  test('gets its password in a file that only we can read, and never as an argument', async () => {
    const password = `a # "b" 'c' \\d\\n; é = `;
    const account = { ...(await ordinaryAccount(server, site)), password };
    await setPassword(site, account);
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
    expect(facts.tables.find(({ name }) => name === 'many')?.rows).toBe(110_000);
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
    const account = { ...(await ordinaryAccount(server, small)), password };
    await setPassword(small, account);
    expect((await dump(account)).facts.tables).toMatchObject([{ name: 'few', rows: 1 }]);
  });

  // A MySQL server has a certificate of its own making from its first start on.
  const whereEncrypted = server.flavour === 'mysql' ? test : null;
  whereEncrypted?.('encrypts where the site does, and trusts whom the site trusts', async () => {
    const encrypted = { ...(await ordinaryAccount(server, small)), password: 'of TLS' };
    await setPassword(small, encrypted);
    await runSql(small, [`ALTER USER '${encrypted.user}'@'%' REQUIRE SSL`]);
    try {
      const scratch = scratchFolder();
      const tls = { rejectUnauthorized: false };
      const { facts } = await dump({ ...encrypted, tls }, { scratch });
      expect(facts.tables).toMatchObject([{ name: 'few', rows: 1 }]);
      expect(readdirSync(scratch)).toEqual([]);
    } finally {
      await runSql(small, [`ALTER USER '${encrypted.user}'@'%' REQUIRE NONE`]);
    }
  });

  test('leaves out the rows of logs and of the plugin', async () => {
    const { facts, entries } = await dump(site, { excludeLogs: true });
    const rows = Object.fromEntries(facts.tables.map(({ name, rows: count }) => [name, count]));
    expect(rows).toEqual({ many: 110_000, strapi_sessions: 0, backup_vault_records: 0 });
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
    const dumping = withoutPath(() => dump({ ...site, dumpToolFolder: scratchFolder() }));
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
    const folder = imitation(server, '', '2>/dev/null | head -c 30000000');
    await expect(dump({ ...site, dumpToolFolder: folder })).rejects.toMatchObject({
      code: 'DUMP_TOOL_FAILED',
      message: expect.stringContaining('its output is not understood') as string,
    });
  });

  test('that does not start is named', async () => {
    const folder = scratchFolder();
    for (const name of ['mysqldump', 'mariadb-dump']) writeProgram(folder, name, 'exit 127');
    const dumping = withoutPath(() => dump({ ...site, dumpToolFolder: folder }));
    await expect(dumping).rejects.toMatchObject({ code: 'DUMP_TOOL_FAILED' });
  });

  test('that is gone when it is needed is named', async () => {
    const scratch = scratchFolder();
    const folder = imitation(server, '');
    const dumping = dump(
      { ...site, dumpToolFolder: folder },
      {
        scratch,
        log: () => {
          for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
        },
      },
    );
    await expect(dumping).rejects.toMatchObject({
      code: 'DUMP_TOOL_FAILED',
      message: expect.stringContaining('ENOENT') as string,
    });
    expect(readdirSync(scratch)).toEqual([]);
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
    let code = null;
    // On a busy machine the program may be through before the change stands in the queue.
    for (let tries = 0; tries < 5 && code === null; tries += 1) {
      let changing: Promise<unknown> = Promise.resolve();
      const dumping = dump(site, {
        log: (_, text) => {
          // The structure is read and held; the program is about to be started.
          if (text.startsWith('Rows are read with')) {
            changing = other.query('ALTER TABLE many ADD COLUMN late INT');
          }
        },
      });
      code = await dumping.then(
        () => null,
        (error: unknown) => (error as BackupError).code,
      );
      await changing;
      await other.query('ALTER TABLE many DROP COLUMN late');
    }
    expect(code).toBe('DATABASE_LOCKED');
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
    const turns = { on: true };
    const writer = await openTest(pair);
    opened.push(writer);
    const writing = (async () => {
      for (let turn = 1; turns.on; turn += 7) {
        const id = String((turn % 5000) + 1);
        await writer.query('START TRANSACTION');
        await writer.query(`UPDATE a SET amount = amount - 1 WHERE id = ${id}`);
        await writer.query(`UPDATE z SET amount = amount + 1 WHERE id = ${id}`);
        await writer.query('COMMIT');
      }
    })();
    const dumps = [];
    for (let round = 0; round < 3; round += 1) dumps.push(await dump(pair));
    turns.on = false;
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
