const PROTOCOLS = new Set(['mysql:', 'mariadb:']);

/**
 * What mysql2 needs to reach the database of a URL. Every user of a machine can read the arguments of its programs, so
 * the password may be left out of the URL; then it is that of DATABASE_PASSWORD.
 *
 * @param {string} url `mysql://user:password@host:port/name`
 * @param {Record<string, string | undefined>} environment
 * @returns {{host: string, port: number, user: string, password: string, database: string}}
 * @throws {Error} when the URL names no MySQL or MariaDB database
 */
export function serverAddress(url, environment = process.env) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const database = decodeURIComponent(parsed?.pathname.slice(1) ?? '');
  if (!parsed || !PROTOCOLS.has(parsed.protocol) || database === '') {
    // Without the URL itself: it may hold a password.
    throw new Error('The server must be given as mysql://user:password@host:port/name.');
  }
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(parsed.port || 3306),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password) || (environment.DATABASE_PASSWORD ?? ''),
    database,
  };
}
