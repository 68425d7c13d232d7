/**
 * npm run bench:catalog [-- --db sqlite --rounds 5 --requests 40]
 *
 * What years of backups cost whoever looks at them: the same requests to a site with 100 records in its catalog and
 * to the same one with 10,000, by turns. Each number is the median time of a request, and the ratio of the two.
 *
 * --db mariadb, --db mysql: see bench:gentle. Exit code 1 when a list, a search or the statistics cost more than 1.5
 * times as much.
 */
import { parseArgs } from 'node:util';
import { fillCatalog } from './bench/fill-catalog.mjs';
import { openBench } from './bench/open-bench.mjs';
import { percentiles } from './bench/percentiles.mjs';
import { apiClient } from './demo/api-client.mjs';

const FEW = 100;
const MANY = 10_000;
const LIMIT = 1.5;
const NAME_WIDTH = 34;

/** Those with a limit, and what else looks at the whole catalog. */
const REQUESTS = [
  { name: 'list', path: '/backup/backups', limited: true },
  { name: 'list, page 3 by size', path: '/backup/backups?page=3&sort=size:desc', limited: true },
  { name: 'list of one status', path: '/backup/backups?status=failed&pageSize=5', limited: true },
  { name: 'search that finds', path: '/backup/backups?q=Nightly%204', limited: true },
  { name: 'search that finds nothing', path: '/backup/backups?q=nothing-of-it', limited: true },
  { name: 'statistics', path: '/backup/statistics', limited: true },
  { name: 'health', path: '/backup/health', limited: false },
];

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: 'sqlite' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '40' },
  },
});
const { database, site, run } = await openBench(values.db, '0.1');
await run(bench);

/** @returns {Promise<boolean>} whether everything is within its limit */
async function bench() {
  const client = apiClient(site.url);
  await client.signIn({ email: 'admin@example.com', password: 'Backup-demo-1' });
  /** @type {{ few: number[], many: number[] }[]} for each request */
  const times = REQUESTS.map(() => ({ few: [], many: [] }));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const size of /** @type {const} */ (['few', 'many'])) {
      await fillCatalog(site.variables, size === 'few' ? FEW : MANY);
      for (const [at, { path }] of REQUESTS.entries()) {
        await client.request('GET', path);
        for (let n = 0; n < Number(values.requests); n += 1) {
          const begun = performance.now();
          await client.request('GET', path);
          times[at]?.[size].push(performance.now() - begun);
        }
      }
    }
  }
  console.log(
    `${database.product}: ms of a request (median), with ${FEW} and with ${MANY} records`,
  );
  let good = true;
  for (const [at, { name, limited }] of REQUESTS.entries()) {
    const few = percentiles(times[at]?.few ?? []).p50;
    const many = percentiles(times[at]?.many ?? []).p50;
    const ratio = many / few;
    const isOver = limited && ratio > LIMIT;
    good &&= !isOver;
    console.log(
      `  ${name.padEnd(NAME_WIDTH)} ${few.toFixed(1).padStart(6)} ${many.toFixed(1).padStart(6)}   × ${ratio.toFixed(2)}${isOver ? `  over ${LIMIT}` : ''}`,
    );
  }
  return good;
}
