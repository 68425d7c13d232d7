import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { choosePort } from '../choose-port.mjs';
import { CACHE, PLAYGROUND, ROOT } from '../paths.mjs';
import { liveLine } from './live-line.mjs';

const END_WITH_PARENT = path.join(ROOT, 'scripts', 'end-with-parent.mjs');
const STRAPI = path.join(ROOT, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
const LOG = path.join(CACHE, 'logs', 'demo-strapi.log');
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 200;
const TAIL_LINES = 40;

/**
 * @typedef {object} PlaygroundServer
 * @property {string} url without a slash at the end
 * @property {string} logFile
 * @property {Promise<string>} ended a sentence, when the process has ended
 * @property {() => Promise<void>} stop asks it to end and waits
 */

/**
 * Starts the playground in production mode; it answers some seconds later.
 *
 * @param {NodeJS.ProcessEnv} env which database, media library and backups it has
 * @returns {Promise<PlaygroundServer>}
 */
export async function startPlayground(env) {
  const host = process.env.HOST ?? '127.0.0.1';
  const port = await choosePort(host, Number(process.env.PORT ?? 1337));
  await mkdir(path.dirname(LOG), { recursive: true });
  const log = createWriteStream(LOG);

  // A process group of its own: Ctrl-C reaches this script alone, which then ends the site in order.
  const child = spawn(process.execPath, [END_WITH_PARENT, process.execPath, STRAPI, 'start'], {
    cwd: PLAYGROUND,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: host,
      PORT: String(port),
      ...env,
      STRAPI_TELEMETRY_DISABLED: 'true',
      STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  const ended = endOf(child);
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    logFile: LOG,
    ended,
    stop: () => stop(child, ended),
  };
}

/**
 * Waits until the site answers.
 *
 * @param {PlaygroundServer} server
 * @throws {Error} with the end of its log when it does not start
 */
export async function untilHealthy(server) {
  const line = liveLine();
  const started = Date.now();
  let end = null;
  void server.ended.then((how) => {
    end = how;
  });
  try {
    while (!(await isHealthy(server.url))) {
      const waited = Date.now() - started;
      if (end !== null || waited > START_WITHIN_MS) {
        await server.stop();
        const lines = (await readFile(LOG, 'utf8')).trimEnd().split('\n').slice(-TAIL_LINES);
        throw new Error(`The site did not start (${end ?? 'no answer'}).\n\n${lines.join('\n')}`);
      }
      // Strapi says nothing about how far it is; it takes about ten seconds.
      line.update('Strapi is starting', 100 * (1 - Math.exp(-waited / 6_000)));
      await wait(ASK_EVERY_MS);
    }
  } finally {
    line.end();
  }
}

function endOf(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
}

async function stop(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

async function isHealthy(url) {
  try {
    return (await fetch(`${url}/_health`)).status === 204;
  } catch {
    return false;
  }
}
