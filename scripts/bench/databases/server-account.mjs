import mysql from 'mysql2/promise';

/**
 * @typedef {object} ServerAccount an account of a server that may create schemas, and one schema
 * @property {string} schema
 * @property {() => Promise<any>} connect to that schema; to be ended by the caller
 * @property {Record<string, string>} env with which Strapi uses it
 */

/**
 * @param {string} url `mysql://user:password@host:port/name`
 * @param {string} schema instead of that name
 * @returns {ServerAccount}
 */
export function serverAccount(url, schema) {
  const { hostname: host, port, username, password } = new URL(url);
  const account = {
    host,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  return {
    schema,
    connect: () => mysql.createConnection({ ...account, database: schema }),
    env: {
      DATABASE_CLIENT: 'mysql',
      DATABASE_HOST: account.host,
      DATABASE_PORT: String(account.port),
      DATABASE_NAME: schema,
      DATABASE_USERNAME: account.user,
      DATABASE_PASSWORD: account.password,
      DATABASE_SSL: 'false',
    },
  };
}

/**
 * Makes the schema of an account, empty.
 *
 * @param {string} url
 * @param {string} schema whatever is in it is deleted
 */
export async function emptySchema(url, schema) {
  await onServer(url, async (connection) => {
    await connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
    await connection.query(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4`);
  });
}

/** @param {string} url @param {string} schema */
export async function dropSchema(url, schema) {
  await onServer(url, (connection) => connection.query(`DROP DATABASE IF EXISTS \`${schema}\``));
}

/**
 * @template T
 * @param {string} url
 * @param {(connection: any) => Promise<T>} act on a connection without a schema
 * @returns {Promise<T>}
 */
export async function onServer(url, act) {
  const { hostname: host, port, username, password } = new URL(url);
  const connection = await mysql.createConnection({
    host,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  });
  try {
    return await act(connection);
  } finally {
    await connection.end();
  }
}
