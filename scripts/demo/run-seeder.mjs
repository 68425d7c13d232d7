import { PLAYGROUND } from '../paths.mjs';
import { runWithProgress } from '../run-with-progress.mjs';

/**
 * Fills the site of an environment with the playground's sample content.
 *
 * @param {Record<string, string>} env
 * @param {{ force?: boolean }} [options] force: what is in it is deleted first
 * @throws {Error} with the end of the seeder's output
 */
export async function runSeeder(env, { force = false } = {}) {
  await runWithProgress({
    title: 'Filling the playground with sample content',
    command: process.execPath,
    args: ['scripts/seed.mjs', ...(force ? ['--force'] : [])],
    cwd: PLAYGROUND,
    env: { ...env, NODE_ENV: 'production' },
  });
}
