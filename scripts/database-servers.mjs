/**
 * The database servers that tests may use, from the environment: `mysql://user:password@host:port/name` of
 * an account that may create schemas and accounts, and beside it, in `<variable>_BIN`, the folder of the
 * server's client programs.
 *
 * @typedef {'mariadb' | 'mysql'} ServerKind
 * @typedef {{ kind: ServerKind, variable: string, url: string, bin: string }} DatabaseServer
 */

/** @type {Readonly<Record<ServerKind, string>>} */
export const SERVER_VARIABLES = {
  mariadb: 'BACKUP_TEST_MARIADB_URL',
  mysql: 'BACKUP_TEST_MYSQL_URL',
};

export const DATABASES = /** @type {const} */ (['sqlite', 'mariadb', 'mysql']);

/**
 * @param {ServerKind} kind
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {DatabaseServer | null} null: no such server is named
 */
export function databaseServer(kind, env = process.env) {
  const variable = SERVER_VARIABLES[kind];
  const url = env[variable] ?? '';
  if (url === '') return null;
  return { kind, variable, url, bin: env[variable.replace(/_URL$/, '_BIN')] ?? '/usr/bin' };
}

/**
 * The one that sites of this process are to be on.
 *
 * @returns {DatabaseServer | null} null: SQLite
 * @throws {Error} when SITE_DATABASE names none, or one without a URL
 */
export function siteServer(env = process.env) {
  const kind = env['SITE_DATABASE'] || 'sqlite';
  if (kind === 'sqlite') return null;
  if (kind !== 'mariadb' && kind !== 'mysql') {
    throw new Error(`SITE_DATABASE=${kind}: choose from ${DATABASES.join(', ')}.`);
  }
  const server = databaseServer(kind, env);
  if (server === null) throw new Error(`SITE_DATABASE=${kind} needs ${SERVER_VARIABLES[kind]}.`);
  return server;
}
