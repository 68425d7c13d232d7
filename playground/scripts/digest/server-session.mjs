import mysql from 'mysql2/promise';

const asBytes = (field) => field.buffer();

/**
 * A connection that changes nothing and translates nothing: what it reads are the bytes that the server stores.
 *
 * @typedef {Awaited<ReturnType<typeof openSession>>} Session
 */

/**
 * Opens a connection with one consistent snapshot of all InnoDB tables.
 *
 * @param {import('mysql2').ConnectionOptions} address
 */
export async function openSession(address) {
  const connection = await mysql.createConnection({ ...address, charset: 'utf8mb4' });
  const session = {
    /** @returns {Promise<(Buffer | null)[][]>} all rows of a short result */
    async rows(sql, values = []) {
      const options = { sql, values, rowsAsArray: true, typeCast: asBytes };
      return (await connection.query(options))[0];
    },

    /** @returns {Promise<(string | null)[][]>} the same as text, for names and definitions */
    async texts(sql, values = []) {
      const rows = await session.rows(sql, values);
      return rows.map((row) => row.map((value) => value?.toString() ?? null));
    },

    /** @returns {AsyncIterable<(Buffer | null)[]>} rows of a result of any length, one by one */
    stream(sql) {
      return connection.connection.query({ sql, rowsAsArray: true, typeCast: asBytes }).stream();
    },

    async close() {
      await connection.end();
    },
  };
  try {
    for (const statement of [
      // No conversion between the character set of a column and that of the connection.
      'SET SESSION character_set_results = NULL',
      // A TIMESTAMP in local time would be the same twice in the night when clocks are set back.
      `SET SESSION time_zone = '+00:00'`,
      // Modes change how definitions are quoted, and whether CHAR is padded.
      `SET SESSION sql_mode = ''`,
      'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
      'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
    ]) {
      await connection.query(statement);
    }
  } catch (error) {
    await connection.end();
    throw error;
  }
  return session;
}

/** @param {string} name of a table, column, view … */
export function quote(name) {
  return `\`${name.replaceAll('`', '``')}\``;
}
