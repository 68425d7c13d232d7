import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { runSeeder } from '../../demo/run-seeder.mjs';
import { CACHE } from '../../paths.mjs';
import { seedKey } from '../../seeded-content.mjs';
import { withLock } from '../../with-lock.mjs';
import { emptySchema, onServer, serverAccount } from './server-account.mjs';

/** Made last: where it is, the rest is too. */
export const READY_TABLE = 'bench_seed_is_whole';

/**
 * Sample content in a schema of a server, made by the playground's seeder with SEED_SCALE … of the
 * environment, and kept there and in .cache for the next time.
 *
 * @param {string} url of the server
 * @returns {Promise<{ schema: string, publicFolder: string }>} to be copied, not changed
 * @throws {Error} with the end of the seeder's output
 */
export async function seededSchema(url) {
  const key = (await seedKey()).replace(/\W/g, '_');
  const schema = `bench_seed_${key}`;
  const { host } = new URL(url);
  const folder = path.join(CACHE, `bench-${key}-${host.replace(/\W/g, '_')}`);
  const publicFolder = path.join(folder, 'public');
  await withLock('seed', async () => {
    if ((await isThere(url, schema)) && (await stat(folder).catch(() => null))) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.join(publicFolder, 'uploads'), { recursive: true });
    await emptySchema(url, schema);
    const account = serverAccount(url, schema);
    await runSeeder({ ...account.env, PUBLIC_DIR: publicFolder });
    await onServer(url, (connection) =>
      connection.query(`CREATE TABLE \`${schema}\`.${READY_TABLE} (id INT PRIMARY KEY)`),
    );
  });
  return { schema, publicFolder };
}

async function isThere(url, schema) {
  const [rows] = await onServer(url, (connection) =>
    connection.query(
      `SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?`,
      [schema, READY_TABLE],
    ),
  );
  return rows.length > 0;
}
