/**
 * Copies the tables of one schema into another one of the same server, which has none of them.
 *
 * @param {any} connection of an account that may do that
 * @param {string} from
 * @param {string} to
 * @param {string[]} leftOut names of tables
 */
export async function copySchema(connection, from, to, leftOut) {
  await prepareSession(connection);
  const [tables] = await connection.query({
    sql: `SHOW FULL TABLES FROM \`${from}\` WHERE Table_type = 'BASE TABLE'`,
    rowsAsArray: true,
  });
  await connection.query(`USE \`${to}\``);
  for (const [name] of tables) {
    if (leftOut.includes(name)) continue;
    const [[created]] = await connection.query({
      sql: `SHOW CREATE TABLE \`${from}\`.\`${name}\``,
      rowsAsArray: true,
    });
    await connection.query(created[1]);
    await connection.query(`INSERT INTO \`${name}\` SELECT * FROM \`${from}\`.\`${name}\``);
  }
}

async function prepareSession(connection) {
  // Tables come in the order of their names, not of their foreign keys.
  await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
  // Of no use to anybody, and as large as the content; not every account may.
  await connection.query('SET SESSION sql_log_bin = 0').catch(() => undefined);
}
