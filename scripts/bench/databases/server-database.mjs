import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { checkServerSnapshot } from '../check-server-snapshot.mjs';
import { copySchema } from './copy-schema.mjs';
import { READY_TABLE, seededSchema } from './seeded-schema.mjs';
import { dropSchema, emptySchema, onServer, serverAccount } from './server-account.mjs';
import { createAccounts, startTransfers } from './transfers.mjs';

const SCHEMA = 'bench_gentle_site';

/**
 * @param {object} server
 * @param {string} server.url of an account that may create schemas
 * @param {() => Promise<void>} server.stop
 * @returns {Promise<import('./bench-database.mjs').BenchDatabase>}
 */
export async function serverDatabase({ url, stop }) {
  const content = await seededSchema(url);
  const account = serverAccount(url, SCHEMA);
  return {
    product: await productOf(url),
    limit: { ms: 100, eachRound: true },
    makeSite: async (folder) => {
      const publicFolder = path.join(folder, 'public');
      const mode = constants.COPYFILE_FICLONE;
      await cp(content.publicFolder, publicFolder, { recursive: true, mode });
      await emptySchema(url, SCHEMA);
      const connection = await account.connect();
      try {
        await copySchema(connection, content.schema, SCHEMA, [READY_TABLE]);
        await createAccounts((sql) => connection.query(sql));
      } finally {
        await connection.end();
      }
      return { ...account.env, PUBLIC_DIR: publicFolder };
    },
    startWriters: () => startTransfers(account),
    check: checkServerSnapshot,
    end: async () => {
      await dropSchema(url, SCHEMA);
      await stop();
    },
  };
}

/** "10.11.18-MariaDB-0+deb12u1" → "MariaDB 10.11.18"; "9.7.0" → "MySQL 9.7.0". */
async function productOf(url) {
  const [[row]] = await onServer(url, (connection) =>
    connection.query(
      'SELECT VERSION() AS version, @@innodb_buffer_pool_size DIV 1048576 AS poolSize',
    ),
  );
  const [number] = /^[\d.]+/.exec(row.version) ?? [row.version];
  const name = /mariadb/i.test(row.version) ? 'MariaDB' : 'MySQL';
  return `${name} ${number} (buffer pool ${row.poolSize} MB)`;
}
