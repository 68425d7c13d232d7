import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_ERROR = 16 * 1024 ** 2;

/** What MySQL's own program would add to a dump, or ask of an account, and MariaDB's does not know. */
const ONLY_MYSQL = ['--set-gtid-purged=OFF', '--column-statistics=0', '--skip-masking-policies'];

/**
 * Lets something be filled into an empty schema, dumps that with the server's stock program, and drops
 * the schema again.
 *
 * @param {import('./database-servers.mjs').DatabaseServer} server
 * @param {string} file where the dump goes: statements that each end with `;` at the end of a line
 * @param {(env: NodeJS.ProcessEnv) => Promise<void>} fill given Strapi's variables for the schema
 */
export async function onScratchSchema(server, file, fill) {
  const url = new URL(server.url);
  const login = {
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  const schema = `backup_seed_${process.pid}`;
  await inServer(login, [
    `DROP DATABASE IF EXISTS ${schema}`,
    `CREATE DATABASE ${schema} CHARACTER SET utf8mb4`,
  ]);
  try {
    await fill({
      DATABASE_CLIENT: 'mysql',
      DATABASE_HOST: login.host,
      DATABASE_PORT: String(login.port),
      DATABASE_NAME: schema,
      DATABASE_USERNAME: login.user,
      DATABASE_PASSWORD: login.password,
    });
    await run(
      path.join(server.bin, 'mysqldump'),
      [
        ...['--no-defaults', '--protocol=tcp', `--host=${login.host}`, `--port=${login.port}`],
        ...[`--user=${login.user}`, '--default-character-set=utf8mb4', '--hex-blob'],
        ...['--single-transaction', '--no-tablespaces', '--skip-add-locks', '--skip-comments'],
        ...(server.kind === 'mysql' ? ONLY_MYSQL : []),
        ...[`--result-file=${file}`, schema],
      ],
      { env: { ...process.env, MYSQL_PWD: login.password }, maxBuffer: MAX_ERROR },
    );
  } finally {
    await inServer(login, [`DROP DATABASE ${schema}`]);
  }
}

async function inServer(login, statements) {
  // Not at the top: on a fresh clone the packages are installed by who imports this file.
  const mysql = await import('mysql2/promise');
  const connection = await mysql.createConnection(login);
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
