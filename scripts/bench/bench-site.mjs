import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PLAYGROUND, ROOT } from '../paths.mjs';

const STRAPI = path.join(ROOT, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
const START_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 200;
const TAIL_LINES = 40;

/**
 * @typedef {object} BenchSite
 * @property {string} url without a slash at the end
 * @property {number} pid of Strapi
 * @property {Record<string, string>} variables Strapi's, of its database
 * @property {string} backups the backup folder
 * @property {string} scratch an empty folder for the benchmark itself
 * @property {() => Promise<string>} endOfLog the last lines that Strapi has printed
 * @property {() => Promise<void>} end stops Strapi and removes everything
 */

/**
 * Starts the playground's Strapi on a copy of sample content, with a backup folder beside it.
 *
 * @param {import('./databases/bench-database.mjs').BenchDatabase} database
 * @param {Record<string, unknown>} [settings] of the plugin
 * @returns {Promise<BenchSite>}
 * @throws {Error} with the end of its log when it does not start
 */
export async function startBenchSite(database, settings = {}) {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'backup-bench-'));
  const backups = path.join(folder, 'backups');
  const scratch = path.join(folder, 'scratch');
  await mkdir(scratch);
  const variables = await database.makeSite(folder);

  const port = await freePort();
  const logFile = path.join(folder, 'strapi.log');
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, [STRAPI, 'start'], {
    cwd: PLAYGROUND,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...variables,
      BACKUP_CONFIG: JSON.stringify({ folder: backups, ...settings }),
      STRAPI_TELEMETRY_DISABLED: 'true',
      STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', resolve);
  });
  const end = async () => {
    await stop(child, ended);
    await rm(folder, { recursive: true, force: true });
  };

  const url = `http://127.0.0.1:${port}`;
  const endOfLog = async () => {
    const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-TAIL_LINES);
    return lines.join('\n');
  };
  if (!(await becomesHealthy(child, url))) {
    const lines = await endOfLog();
    await end();
    throw new Error(`The site did not start.\n\n${lines}`);
  }
  return { url, pid: child.pid ?? 0, variables, backups, scratch, endOfLog, end };
}

async function becomesHealthy(child, url) {
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    try {
      if ((await fetch(`${url}/_health`)).status === 204) return true;
    } catch {
      // It does not listen yet.
    }
    await wait(ASK_EVERY_MS);
  }
  return false;
}

async function stop(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

function freePort() {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
