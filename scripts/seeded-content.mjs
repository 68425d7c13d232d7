/**
 * node scripts/seeded-content.mjs
 *
 * Prints the folder of a database and a media library with the playground's sample content, made by
 * its seeder with SEED_SCALE, SEED_MEDIA and SEED_VIDEOS of the environment, on the database that
 * SITE_DATABASE names. Kept in .cache, so that tests copy it instead of seeding a site each.
 */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { siteServer } from './database-servers.mjs';
import { hashFiles } from './hash-files.mjs';
import { CACHE, PLAYGROUND, ROOT } from './paths.mjs';
import { runWithProgress } from './run-with-progress.mjs';
import { onScratchSchema } from './scratch-schema.mjs';
import { withLock } from './with-lock.mjs';

const FACTORS = ['SEED_SCALE', 'SEED_MEDIA', 'SEED_VIDEOS'];

/** The plugin's content types are in it because the seeded database holds their (empty) tables. */
const SOURCES = ['playground/config', 'playground/src', 'playground/scripts'].concat([
  'playground/package.json',
  'server/src/strapi/content-types',
]);

/**
 * @param {import('./database-servers.mjs').DatabaseServer | null} [server] null: SQLite; default: as
 *   the environment says
 * @returns {Promise<string>} folder with `data.db` or `data.sql`, and `public/uploads`; to be copied, not
 *   changed
 * @throws {Error} with the end of the seeder's output
 */
export async function seededContent(server = siteServer()) {
  const on = server === null ? '' : `${server.kind}-`;
  const folder = path.join(CACHE, `seed-${on}${await seedKey()}`);

  await withLock('seed', async () => {
    if (await stat(folder).catch(() => null)) return;
    const unfinished = `${folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(path.join(unfinished, 'public', 'uploads'), { recursive: true });
    if (server === null) {
      const file = path.join(unfinished, 'data.db');
      await seed(unfinished, { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: file });
    } else {
      const file = path.join(unfinished, 'data.sql');
      await onScratchSchema(server, file, (env) => seed(unfinished, env));
    }
    await rename(unfinished, folder);
  });
  return folder;
}

/** @param {NodeJS.ProcessEnv} database */
async function seed(folder, database) {
  await runWithProgress({
    title: `Making sample content (${database['DATABASE_CLIENT']})`,
    command: 'npm',
    args: ['run', 'seed'],
    cwd: PLAYGROUND,
    env: { ...database, PUBLIC_DIR: path.join(folder, 'public'), NODE_ENV: 'production' },
  });
}

/** @returns {Promise<string>} another one whenever the seeder would make other content */
export async function seedKey() {
  const factors = FACTORS.map((name) => process.env[name] ?? '');
  const variant = factors.every((factor) => factor === '') ? '' : `-${factors.join('-')}`;
  const hash = (await hashFiles(ROOT, SOURCES)).slice(0, 16);
  return `${hash}${variant.replace(/[^\w.-]/g, '_')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(await seededContent());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
