import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runSeeder } from '../run-seeder.mjs';
import { siteEnvironment } from './demo-site.mjs';
import { serverOptions } from './server-options.mjs';

const COUNT_TABLES =
  'SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE()';

/**
 * The playground on a MySQL or MariaDB server, with a media library and backups of its own: those of
 * the playground belong to its SQLite database.
 *
 * @param {object} server
 * @param {Record<string, string>} server.database Strapi's variables for it: DATABASE_HOST …
 * @param {string} server.folder of this site
 * @param {string} server.place where it is, as in "the database strapi at localhost:3306"
 * @param {string} server.startOver
 * @param {() => Promise<void>} server.stop
 * @returns {Promise<import('./demo-site.mjs').DemoSite>}
 * @throws {Error} when the server does not let us in
 */
export async function serverSite({ database, folder, place, startOver, stop }) {
  const publicFolder = path.join(folder, 'public');
  const uploads = path.join(publicFolder, 'uploads');
  const backups = path.join(folder, 'backups');
  await mkdir(uploads, { recursive: true });

  const options = serverOptions(database);
  const env = { ...database, ...siteEnvironment({ publicFolder, backups }) };
  const version = await valueOf(options, 'SELECT VERSION()');
  return {
    database: `${productOf(String(version))} (Strapi's client "mysql")`,
    place,
    startOver,
    folder,
    uploads,
    backups,
    env,
    source: { server: options },
    hasTables: async () => Number(await valueOf(options, COUNT_TABLES)) > 0,
    read: () => read(options),
    fill: () => runSeeder(env),
    stop,
  };
}

/** @returns {Promise<import('./demo-site.mjs').Reader>} */
async function read(options) {
  // Not at the top: this file is loaded before the packages are installed.
  const { default: mysql } = await import('mysql2/promise');
  let connection;
  try {
    connection = await mysql.createConnection(options);
  } catch (error) {
    throw new Error(
      `The database ${options.database} on ${options.host}:${options.port} cannot be opened: ` +
        `${error.message || error.code}`,
    );
  }
  return {
    value: async (sql) => {
      const [rows] = await connection.query({ sql, rowsAsArray: true });
      return rows[0]?.[0];
    },
    close: () => connection.end(),
  };
}

async function valueOf(options, sql) {
  const reader = await read(options);
  try {
    return await reader.value(sql);
  } finally {
    await reader.close();
  }
}

/** "10.11.18-MariaDB-0+deb12u1" → "MariaDB 10.11.18"; "9.7.0" → "MySQL 9.7.0". */
function productOf(version) {
  const [number] = /^[\d.]+/.exec(version) ?? [version];
  return `${/mariadb/i.test(version) ? 'MariaDB' : 'MySQL'} ${number}`;
}
