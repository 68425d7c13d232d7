import mysql from 'mysql2/promise';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { OWN_TABLES } from '../../server/src/database/own-tables';
import type { MysqlSettings } from '../../server/src/database/settings';

/**
 * A server that tests may use: `mysql://user:password@host:port/database` of an account that may create
 * schemas and accounts. Beside it, in `<variable>_BIN`, the folder of its client programs.
 */
export interface DatabaseServer {
  readonly flavour: 'mysql' | 'mariadb';
  readonly variable: string;
  readonly url: string;
  readonly bin: string;
}

export const SERVERS: readonly DatabaseServer[] = (
  [
    ['mariadb', 'BACKUP_TEST_MARIADB_URL'],
    ['mysql', 'BACKUP_TEST_MYSQL_URL'],
  ] as const
).map(([flavour, variable]) => ({
  flavour,
  variable,
  url: process.env[variable] ?? '',
  bin: process.env[variable.replace(/_URL$/, '_BIN')] ?? '/usr/bin',
}));

/** Declares a group of tests for each server; where it is not named, they are listed as not run. */
export function describeServers(name: string, body: (server: DatabaseServer) => void): void {
  for (const server of SERVERS) {
    const title = `${name} (${server.flavour})`;
    if (server.url !== '') describe(title, () => body(server));
    else describe.skip(`${title} [needs ${server.variable}]`, () => body(server));
  }
}

export function settingsOf(server: DatabaseServer, database: string): MysqlSettings {
  const url = new URL(server.url);
  return {
    client: 'mysql',
    host: url.hostname,
    port: Number(url.port),
    socketPath: null,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    tls: null,
    timezone: 'local',
    connections: 1,
    dumpTool: 'built-in',
    dumpToolFolder: null,
    unreadable: 'refuse',
  };
}

/** A schema of its own for one test file, without anything in it. */
export async function freshSchema(server: DatabaseServer, name: string): Promise<MysqlSettings> {
  const connection = await connect(server);
  await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
  await connection.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
  await connection.end();
  return settingsOf(server, name);
}

/** An account with all rights on one schema and none elsewhere, as sites have it. */
export async function ordinaryAccount(
  server: DatabaseServer,
  settings: MysqlSettings,
): Promise<MysqlSettings> {
  const user = `own_${settings.database}`.slice(0, 32);
  const password = 'an-ordinary-password';
  const connection = await connect(server);
  await connection.query(`CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${password}'`);
  await connection.query(`GRANT ALL ON \`${settings.database}\`.* TO '${user}'@'%'`);
  await connection.end();
  return { ...settings, user, password };
}

/** Drops the schema, and the account that `ordinaryAccount` made for it. */
export async function removeSchema(server: DatabaseServer, settings: MysqlSettings): Promise<void> {
  const connection = await connect(server);
  await connection.query(`DROP DATABASE IF EXISTS \`${settings.database}\``);
  await connection.query(`DROP USER IF EXISTS '${settings.user}'@'%'`);
  await connection.end();
}

function connect(server: DatabaseServer): Promise<mysql.Connection> {
  const { host, port, user, password } = settingsOf(server, '');
  return mysql.createConnection({ host, port, user, password });
}

/** Runs statements one by one. */
export async function runSql(
  settings: MysqlSettings,
  statements: readonly string[],
): Promise<void> {
  const connection = await openTest(settings);
  try {
    for (const statement of statements) {
      await connection.query(statement).catch((error: unknown) => {
        throw new Error(`${statement.slice(0, 200)}: ${String(error)}`);
      });
    }
  } finally {
    await connection.end();
  }
}

/** Rows with every value as text, NULL as null. */
export async function queryText(
  settings: MysqlSettings,
  sql: string,
): Promise<(string | null)[][]> {
  const connection = await openTest(settings);
  try {
    const [rows] = await connection.query({
      sql,
      rowsAsArray: true,
      typeCast: (field: { string(): string | null }) => field.string(),
    } as mysql.QueryOptions);
    return rows as unknown as (string | null)[][];
  } finally {
    await connection.end();
  }
}

export function openTest(settings: MysqlSettings): Promise<mysql.Connection> {
  const { host, port, user, password, database } = settings;
  return mysql.createConnection({
    host,
    port,
    user,
    password,
    database,
    charset: 'utf8mb4_general_ci',
  });
}

/** The stock client, with what it reads from its input. */
export async function stockClient(
  server: DatabaseServer,
  settings: MysqlSettings,
  input: Buffer,
): Promise<void> {
  await runClient(server, 'mysql', [...login(settings), '--comments', settings.database], input);
}

/** Everything that the stock dump says about a schema, without what changes from run to run. */
export async function stockDump(
  server: DatabaseServer,
  settings: MysqlSettings,
  options: readonly string[] = [],
): Promise<string> {
  const flavour =
    server.flavour === 'mysql'
      ? ['--set-gtid-purged=OFF', '--skip-masking-policies', '--column-statistics=0']
      : [];
  const { stdout } = await runClient(server, 'mysqldump', [
    ...login(settings),
    '--single-transaction',
    '--no-tablespaces',
    '--routines',
    '--triggers',
    '--events',
    '--hex-blob',
    '--skip-dump-date',
    '--order-by-primary',
    ...flavour,
    ...options,
    settings.database,
  ]);
  return stdout.toString('latin1').replaceAll(settings.database, 'SCHEMA');
}

/** A dump as people make them. */
export async function plainDump(
  server: DatabaseServer,
  settings: MysqlSettings,
  options: readonly string[],
): Promise<Buffer> {
  const args = [...login(settings), ...options, settings.database];
  return (await runClient(server, 'mysqldump', args)).stdout;
}

/** The same, without the plugin's own tables. */
export async function siteDump(server: DatabaseServer, settings: MysqlSettings): Promise<string> {
  const own = OWN_TABLES.map((name) => `--ignore-table=${settings.database}.${name}`);
  return stockDump(server, settings, own);
}

function login(settings: MysqlSettings): string[] {
  return [
    '--no-defaults',
    '--protocol=tcp',
    `--host=${settings.host}`,
    `--port=${String(settings.port)}`,
    `--user=${settings.user}`,
    `--password=${settings.password}`,
    '--default-character-set=utf8mb4',
  ];
}

async function runClient(
  server: DatabaseServer,
  program: string,
  args: readonly string[],
  input: Buffer = Buffer.alloc(0),
): Promise<{ stdout: Buffer }> {
  const file = path.join(server.bin, program);
  if (!existsSync(file))
    throw new Error(
      `There is no ${file}; name its folder in ${server.variable.replace(/_URL$/, '_BIN')}.`,
    );
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${program}: ${Buffer.concat(stderr).toString()}`);
  return { stdout: Buffer.concat(stdout) };
}

/** `CHECKSUM TABLE` of every table. */
export async function checksums(settings: MysqlSettings): Promise<Record<string, string | null>> {
  const tables = await queryText(
    settings,
    `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
     AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_name NOT LIKE 'backup\\_vault\\_%' AND table_name NOT LIKE 'bkv\\_%' ORDER BY table_name`,
  );
  const sums: Record<string, string | null> = {};
  for (const [name] of tables) {
    const quoted = `\`${(name ?? '').replaceAll('`', '``')}\``;
    const [row] = await queryText(settings, `CHECKSUM TABLE ${quoted} EXTENDED`);
    sums[name ?? ''] = row?.[1] ?? null;
  }
  return sums;
}
