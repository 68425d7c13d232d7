import { createHash } from 'node:crypto';
import path from 'node:path';
import { startMariadb } from '../../mariadb.mjs';
import { CACHE } from '../../paths.mjs';
import { shownPath } from './demo-site.mjs';
import { serverOptions } from './server-options.mjs';
import { serverSite } from './server-site.mjs';
import { sqliteSite } from './sqlite-site.mjs';

/** What can be chosen with --db. */
export const DATABASES = ['sqlite', 'mysql', 'mariadb'];

/** Databases that are not in a file of the playground have their media and backups here. */
const SITES = path.join(CACHE, 'demo');

/**
 * Opens the playground on a database: SQLite, the server that Strapi's variables name, or else a private
 * MariaDB, which speaks MySQL's language.
 *
 * @param {string} db one of DATABASES
 * @returns {Promise<import('./demo-site.mjs').DemoSite>}
 * @throws {Error} when there is no such database, with what can be done about it
 */
export async function openSite(db) {
  if (db === 'sqlite') return sqliteSite();
  return process.env.DATABASE_HOST ? givenServer() : privateServer();
}

async function givenServer() {
  const { host, port, database: name } = serverOptions(process.env);
  const key = createHash('sha256').update(`${host}:${port}/${name}`).digest('hex').slice(0, 12);
  const variables = Object.entries(process.env).filter(([variable]) =>
    variable.startsWith('DATABASE_'),
  );
  return serverSite({
    database: { ...Object.fromEntries(variables), DATABASE_CLIENT: 'mysql' },
    folder: path.join(SITES, `server-${key}`),
    place: `the database ${name} at ${host}:${port}`,
    startOver:
      `Empty the database ${name}, or name another one with DATABASE_NAME, ` +
      'then start the demo again.',
    stop: async () => {},
  });
}

async function privateServer() {
  const folder = path.join(SITES, 'mariadb');
  const server = await startMariadb({ folder: path.join(folder, 'server') });
  if ('missing' in server) {
    throw new Error(
      `${server.missing}\nOr name a server with Strapi's variables: DATABASE_HOST, DATABASE_PORT, ` +
        'DATABASE_NAME, DATABASE_USERNAME, DATABASE_PASSWORD.',
    );
  }
  try {
    return await serverSite({
      database: server.env,
      folder,
      place: `a private server, since DATABASE_HOST names none; kept in ${shownPath(folder)}`,
      startOver: `Delete the folder ${shownPath(folder)}, then start the demo again.`,
      stop: server.stop,
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
}
