import path from 'node:path';
import { installDebianPackages } from '../debian-packages.mjs';
import { findProgram } from '../find-program.mjs';

const PACKAGES = ['mariadb-server-core', 'mariadb-client'];
/** Not on everybody's PATH. */
const FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/mysql/bin'];
const NAMES = {
  server: 'mariadbd',
  install: 'mariadb-install-db',
  client: 'mariadb',
  dump: 'mariadb-dump',
};

/** @typedef {Record<keyof typeof NAMES, string>} Programs their full paths */

/**
 * Finds the programs of MariaDB, bringing Debian's where they are missing and that is possible. These
 * packages are the programs alone: no service of the system is set up or started.
 *
 * @returns {Promise<Programs | { missing: string }>} missing: a sentence about what to install
 */
export async function findMariadb() {
  const found = await lookUp();
  if (!('missing' in found)) return found;
  const reason = await installDebianPackages('Installing MariaDB', PACKAGES);
  const installed = reason === null ? await lookUp() : found;
  if (!('missing' in installed)) return installed;
  return {
    missing:
      `MariaDB is needed, but ${installed.missing} was not found, and ` +
      `${reason ?? 'apt-get did not bring it'}. ` +
      `Install it (Debian, Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}) and try again.`,
  };
}

/** @returns {Promise<Programs | { missing: string }>} */
async function lookUp() {
  const entries = await Promise.all(
    Object.entries(NAMES).map(async ([key, name]) => [key, await findProgram([name], FOLDERS)]),
  );
  const missing = entries.filter(([, file]) => file === null).map(([key]) => NAMES[key]);
  if (missing.length > 0) return { missing: missing.join(', ') };
  return Object.fromEntries(entries);
}

/**
 * The client programs and the names that they had before they were MariaDB's own.
 *
 * @param {Programs} programs
 * @returns {[name: string, file: string][]}
 */
export function clientNames({ client, dump }) {
  return [
    ['mariadb', client],
    ['mysql', client],
    ['mariadb-dump', dump],
    ['mysqldump', dump],
  ].map(([name = '', file = '']) => [name, path.resolve(file)]);
}
