import path from 'node:path';
import { startMariadb } from '../../mariadb.mjs';
import { CACHE } from '../../paths.mjs';
import { serverDatabase } from './server-database.mjs';
import { sqliteDatabase } from './sqlite-database.mjs';

/**
 * @typedef {object} Limit
 * @property {number} ms that the longest wait beside a backup may be longer than the longest one without
 * @property {boolean} eachRound whether in each round, or in all rounds together
 *
 * @typedef {object} BenchDatabase what a site is measured on
 * @property {string} product as in "MariaDB 10.11.18"
 * @property {Limit} limit
 * @property {(folder: string) => Promise<Record<string, string>>} makeSite copies sample content to
 *   where it can be changed; returns Strapi's variables
 * @property {() => Promise<{ stop: () => Promise<import('../offer-load.mjs').Sample[]> }>} startWriters
 *   programs that write to the database beside the site
 * @property {(archive: string, scratch: string, samples: import('../offer-load.mjs').Sample[]) =>
 *   Promise<import('../snapshot-faults.mjs').SnapshotCheck>} check whether a backup is one point in time
 * @property {() => Promise<void>} end removes the copy, and ends what was started
 */

/** What can be chosen with --db. */
export const DATABASES = ['sqlite', 'mariadb', 'mysql'];

const NONE = async () => {};

/**
 * @param {string} name one of DATABASES
 * @returns {Promise<BenchDatabase | { missing: string }>} missing: what it needs, in a sentence
 * @throws {Error} when the server cannot be reached or the content cannot be made
 */
export async function benchDatabase(name) {
  if (name === 'sqlite') return sqliteDatabase();
  const variable = `BACKUP_TEST_${name.toUpperCase()}_URL`;
  const url = process.env[variable];
  if (url) return serverDatabase({ url, stop: NONE });
  if (name === 'mysql') {
    return {
      missing:
        `MySQL is measured on a server of yours: name it in ${variable}, as ` +
        'mysql://user:password@host:port/name, with an account that may create schemas.',
    };
  }
  const server = await startMariadb({ folder: path.join(CACHE, 'bench', 'mariadb') });
  if ('missing' in server) return { missing: `${server.missing} Or name a server in ${variable}.` };
  try {
    return await serverDatabase({ url: server.url, stop: server.stop });
  } catch (error) {
    await server.stop();
    throw error;
  }
}
