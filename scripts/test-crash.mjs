/**
 * npm run test:crash [-- --all] [--seed N] [--db sqlite,mariadb,mysql]
 *
 * Kills backups and restores at each step, on each database. An ordinary run takes each step once and
 * lets the seed choose how; --all takes every combination. The last line is `N passed, N failed`.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { databasesOfOption } from './open-servers.mjs';
import { runBuiltSuite } from './run-built-suite.mjs';

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    seed: { type: 'string' },
    db: { type: 'string' },
  },
});
const seed = values.seed ?? String(randomInt(1_000_000));
if (!/^\d+$/.test(seed)) {
  console.error(`--seed ${seed}: a whole number is needed.`);
  process.exit(64);
}
const databases = databasesOfOption(values.db);
console.log(`Seed ${seed} (again with: npm run test:crash -- --seed ${seed})`);

await runBuiltSuite('crash', {
  env: { CRASH_SEED: seed, ...(values.all ? { CRASH_ALL: '1' } : {}) },
  databases,
});
