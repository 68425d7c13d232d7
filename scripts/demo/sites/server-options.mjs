/**
 * @typedef {object} ServerOptions what mysql2 needs
 * @property {string} host
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {string} database
 * @property {object} [ssl]
 */

/**
 * How mysql2 reaches the database that Strapi's variables name, read as the playground's
 * config/database.ts reads them.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {ServerOptions}
 */
export function serverOptions(env) {
  return {
    host: env.DATABASE_HOST || 'localhost',
    port: Number(env.DATABASE_PORT || 3306),
    user: env.DATABASE_USERNAME ?? 'strapi',
    password: env.DATABASE_PASSWORD ?? 'strapi',
    database: env.DATABASE_NAME ?? 'strapi',
    ...(env.DATABASE_SSL === 'true' ? { ssl: tls(env) } : {}),
  };
}

function tls(env) {
  return {
    key: env.DATABASE_SSL_KEY,
    cert: env.DATABASE_SSL_CERT,
    ca: env.DATABASE_SSL_CA,
    cipher: env.DATABASE_SSL_CIPHER,
    rejectUnauthorized: env.DATABASE_SSL_REJECT_UNAUTHORIZED !== 'false',
  };
}
