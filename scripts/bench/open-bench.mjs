import { ensureBuilt } from '../build.mjs';
import { ensureInstalled } from '../install.mjs';
import { startBenchSite } from './bench-site.mjs';
import { benchDatabase, DATABASES } from './databases/bench-database.mjs';

/**
 * Opens what a benchmark works on: a Strapi with sample content, on the database that was asked for. Ends this
 * process when that is not to be had.
 *
 * @param {string} name of the database, as it was given with --db
 * @param {string} scale of the sample content
 * @returns {Promise<{
 *   database: import('./databases/bench-database.mjs').BenchDatabase,
 *   site: import('./bench-site.mjs').BenchSite,
 *   run: (bench: () => Promise<boolean>) => Promise<void>,
 * }>} `run` measures, and removes everything, whatever happens; exit code 1 when something is over its limit
 */
export async function openBench(name, scale) {
  if (!DATABASES.includes(name)) {
    console.error(`Unknown database: ${name}. Choose from ${DATABASES.join(', ')}.`);
    process.exit(64);
  }
  await ensureInstalled();
  await ensureBuilt();
  process.env.SEED_SCALE = scale;
  const database = await benchDatabase(name);
  if ('missing' in database) {
    console.error(database.missing);
    process.exit(1);
  }
  const site = await startBenchSite(database).catch(async (error) => {
    await database.end();
    throw error;
  });
  const end = async () => {
    await site.end();
    await database.end();
  };
  process.once('SIGINT', () => void end().then(() => process.exit(130)));
  const run = async (bench) => {
    try {
      process.exitCode = (await bench()) ? 0 : 1;
    } catch (error) {
      console.error(`The site said at last:\n\n${await site.endOfLog()}\n`);
      throw error;
    } finally {
      await end();
    }
  };
  return { database, site, run };
}
