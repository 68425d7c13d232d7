import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { choosePort } from './choose-port.mjs';
import { liveLine } from './demo/live-line.mjs';
import { clientNames, findMariadb } from './mariadb/find-mariadb.mjs';
import { ROOT } from './paths.mjs';
import { runWithProgress } from './run-with-progress.mjs';

const END_WITH_PARENT = path.join(ROOT, 'scripts', 'end-with-parent.mjs');
const HOST = '127.0.0.1';
const NAME = 'strapi';
const START_WITHIN_MS = 120_000;
/** What takes less needs no word about it. */
const SILENT_MS = 1_000;
const ASK_EVERY_MS = 50;
const TAIL_LINES = 20;

/**
 * @typedef {object} Mariadb a running server
 * @property {string} url of the account that may do everything: `mysql://root:password@host:port/strapi`
 * @property {Record<string, string>} env with which Strapi uses its database, as an account with all
 *   rights on that one and none elsewhere
 * @property {string} bin folder of mariadb and mariadb-dump, also under the names mysql and mysqldump
 * @property {() => Promise<void>} stop ends it in order
 */

/**
 * Starts a MariaDB server for this process alone: on 127.0.0.1, on a free port, with everything that it
 * writes in one folder. A folder that was used before still has its content. It ends when this
 * process ends, also by `kill -9`.
 *
 * @param {{ folder: string }} options folder: only for this; one server at a time
 * @returns {Promise<Mariadb | { missing: string }>} missing: there is no MariaDB here, and what to install
 * @throws {Error} with the end of its log when it does not start
 */
export async function startMariadb({ folder }) {
  const programs = await findMariadb();
  if ('missing' in programs) return programs;

  const home = path.resolve(folder);
  const isNew = await prepareFolder(home, programs);
  const port = await choosePort(HOST);
  const log = path.join(home, 'mariadbd.log');
  const server = await run(programs.server, [...settings(home), ...address(port)], log);
  try {
    await untilReady(server, { port, log });
    if (isNew) await createAccounts(home, port);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const password = await readPassword(home);
  return {
    url: `mysql://root:${password}@${HOST}:${port}/${NAME}`,
    env: {
      DATABASE_CLIENT: 'mysql',
      DATABASE_HOST: HOST,
      DATABASE_PORT: String(port),
      DATABASE_NAME: NAME,
      DATABASE_USERNAME: NAME,
      DATABASE_PASSWORD: password,
      DATABASE_SSL: 'false',
    },
    bin: path.join(home, 'bin'),
    stop: server.stop,
  };
}

/** @returns {Promise<boolean>} whether its data folder was made just now and has no accounts yet */
async function prepareFolder(home, programs) {
  await mkdir(path.join(home, 'bin'), { recursive: true, mode: 0o700 });
  await mkdir(path.join(home, 'tmp'), { recursive: true });
  for (const [name, file] of clientNames(programs)) {
    const link = path.join(home, 'bin', name);
    await rm(link, { force: true });
    await symlink(file, link);
  }
  if ((await readFile(readyFile(home), 'utf8').catch(() => null)) !== null) return false;

  // Without that file, the data are what an interrupted start has left.
  for (const name of (await readdir(home)).filter((entry) => entry.startsWith('data'))) {
    await rm(path.join(home, name), { recursive: true, force: true });
  }
  await writeFile(passwordFile(home), randomBytes(18).toString('hex'), { mode: 0o600 });
  // Under a name of its own: what an interrupted start has begun may still be at work for a moment.
  const data = path.join(home, `data-${randomBytes(4).toString('hex')}`);
  await runWithProgress({
    title: 'Making a private MariaDB',
    command: programs.install,
    args: [...settings(home, data), '--skip-test-db', '--auth-root-authentication-method=normal'],
    env: { TMPDIR: path.join(home, 'tmp') },
  });
  await rename(data, dataFolder(home));
  return true;
}

/** The first one has to be the first: the configuration of the system is not for this server. */
function settings(home, data = dataFolder(home)) {
  return [
    '--no-defaults',
    `--user=${userInfo().username}`,
    `--datadir=${data}`,
    // A server removes what it finds in its temporary folder, which must not be that of another one.
    `--tmpdir=${path.join(home, 'tmp')}`,
  ];
}

function address(port) {
  return [
    `--bind-address=${HOST}`,
    `--port=${port}`,
    // Relative to the data folder: the path of a socket may have about a hundred characters.
    '--socket=mariadbd.sock',
    '--pid-file=mariadbd.pid',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--innodb-buffer-pool-size=64M',
  ];
}

async function run(program, args, logFile) {
  const log = await open(logFile, 'w', 0o600);
  // A session of its own: Ctrl-C reaches this script alone, which then ends the server in order.
  const child = spawn(process.execPath, [END_WITH_PARENT, program, ...args], {
    stdio: ['pipe', log.fd, log.fd],
    detached: true,
  });
  await log.close();
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  // A script that has nothing left to do may end; the server then does so too.
  child.unref();
  return {
    ended,
    stop: async () => {
      child.ref();
      child.stdin?.end();
      await ended;
    },
  };
}

async function untilReady(server, { port, log }) {
  const line = liveLine();
  const started = Date.now();
  let end = null;
  void server.ended.then((how) => {
    end = how;
  });
  try {
    while (!(await answers(port))) {
      const waited = Date.now() - started;
      if (end !== null || waited > START_WITHIN_MS) {
        const lines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-TAIL_LINES);
        throw new Error(
          `MariaDB did not start (${end ?? 'no answer'}). The end of ${log}:\n\n${lines.join('\n')}\n\n` +
            `To begin anew, delete the folder ${path.dirname(log)}.`,
        );
      }
      if (waited > SILENT_MS) {
        line.update('MariaDB is starting', 100 * (1 - Math.exp(-waited / 3_000)));
      }
      await wait(ASK_EVERY_MS);
    }
  } finally {
    line.end();
  }
}

/** Whether the server says hello: that it takes connections is not enough while it still recovers. */
async function answers(port) {
  try {
    await (await connect({ port, user: 'nobody' })).end();
    return true;
  } catch (error) {
    return error.code === 'ER_ACCESS_DENIED_ERROR';
  }
}

/** As a new server, it has accounts without a password, for everybody on this machine. */
async function createAccounts(home, port) {
  const password = await readPassword(home);
  const root = await connect({ port, user: 'root' });
  try {
    const [accounts] = await root.query(
      `SELECT User AS user, Host AS host FROM mysql.user
       WHERE User = '' OR (User = 'root' AND Host <> ?)`,
      [HOST],
    );
    for (const { user, host } of accounts) await root.query('DROP USER ?@?', [user, host]);
    await root.query(`CREATE DATABASE ${NAME} CHARACTER SET utf8mb4`);
    await root.query(`CREATE USER ?@? IDENTIFIED BY ?`, [NAME, HOST, password]);
    await root.query(`GRANT ALL ON ${NAME}.* TO ?@?`, [NAME, HOST]);
    await root.query(`ALTER USER 'root'@? IDENTIFIED BY ?`, [HOST, password]);
  } finally {
    await root.end();
  }
  await writeFile(readyFile(home), '');
}

/** @returns {Promise<any>} */
async function connect(account) {
  // Not at the top: this file is loaded before the packages are installed.
  const { default: mysql } = await import('mysql2/promise');
  return mysql.createConnection({ host: HOST, ...account });
}

async function readPassword(home) {
  return readFile(passwordFile(home), 'utf8');
}

function dataFolder(home) {
  return path.join(home, 'data');
}

function passwordFile(home) {
  return path.join(home, 'password');
}

function readyFile(home) {
  return path.join(home, 'ready');
}
