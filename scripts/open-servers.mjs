import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseServer, DATABASES, SERVER_VARIABLES } from './database-servers.mjs';
import { startMariadb } from './mariadb.mjs';

/** @typedef {(typeof DATABASES)[number]} Database */

/**
 * @typedef {object} OpenServers
 * @property {NodeJS.ProcessEnv} env for whatever is to use them
 * @property {(database: Database) => string | null} missing why a database cannot be used; null when it can
 * @property {() => Promise<void>} stop
 */

/**
 * The database servers of the environment, and a MariaDB of our own where none is named.
 *
 * @param {readonly string[]} databases those that are wanted
 * @returns {Promise<OpenServers>}
 */
export async function openServers(databases) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  /** @type {Map<string, string>} */
  const reasons = new Map();
  /** @type {(() => Promise<void>)[]} */
  const stops = [];

  for (const kind of /** @type {const} */ (['mariadb', 'mysql'])) {
    const variable = SERVER_VARIABLES[kind];
    if (!databases.includes(kind) || databaseServer(kind) !== null) continue;
    if (kind === 'mysql') {
      reasons.set(kind, `${variable} is not set`);
      continue;
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'backup-mariadb-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const started = await startMariadb({ folder });
    if ('missing' in started) {
      reasons.set(kind, started.missing);
      continue;
    }
    stops.unshift(async () => started.stop());
    env[variable] = started.url;
    env[variable.replace(/_URL$/, '_BIN')] = started.bin;
  }
  return {
    env,
    missing: (database) => reasons.get(database) ?? null,
    stop: async () => {
      for (const stop of stops) await stop();
    },
  };
}

/**
 * The databases of `--db`; ends this process when one of them is unknown.
 *
 * @param {string | undefined} text names separated by commas; undefined: all
 * @returns {Database[]}
 */
export function databasesOfOption(text) {
  if (text === undefined) return [...DATABASES];
  const names = text.split(',');
  const found = DATABASES.filter((each) => names.includes(each));
  if (names.every((name) => found.some((each) => each === name))) return found;
  console.error(`--db ${text}: choose from ${DATABASES.join(', ')}.`);
  return process.exit(64);
}
