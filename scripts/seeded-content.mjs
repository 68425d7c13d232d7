/**
 * node scripts/seeded-content.mjs
 *
 * Prints the folder of a database and a media library with the playground's sample content, made by
 * its seeder with SEED_SCALE, SEED_MEDIA and SEED_VIDEOS of the environment. Kept in .cache, so that
 * tests copy it instead of seeding a site each.
 */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashFiles } from './hash-files.mjs';
import { CACHE, PLAYGROUND, ROOT } from './paths.mjs';
import { runWithProgress } from './run-with-progress.mjs';
import { withLock } from './with-lock.mjs';

const FACTORS = ['SEED_SCALE', 'SEED_MEDIA', 'SEED_VIDEOS'];

/** The plugin's content types are in it because the seeded database holds their (empty) tables. */
const SOURCES = ['playground/config', 'playground/src', 'playground/scripts'].concat([
  'playground/package.json',
  'server/src/strapi/content-types',
]);

/**
 * @returns {Promise<string>} folder with `data.db` and `public/uploads`; to be copied, not changed
 * @throws {Error} with the end of the seeder's output
 */
export async function seededContent() {
  const folder = path.join(CACHE, `seed-${await seedKey()}`);

  await withLock('seed', async () => {
    if (await stat(folder).catch(() => null)) return;
    const unfinished = `${folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(path.join(unfinished, 'public', 'uploads'), { recursive: true });
    await runWithProgress({
      title: 'Making sample content',
      command: 'npm',
      args: ['run', 'seed'],
      cwd: PLAYGROUND,
      env: {
        DATABASE_CLIENT: 'sqlite',
        DATABASE_FILENAME: path.join(unfinished, 'data.db'),
        PUBLIC_DIR: path.join(unfinished, 'public'),
        NODE_ENV: 'production',
      },
    });
    await rename(unfinished, folder);
  });
  return folder;
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
