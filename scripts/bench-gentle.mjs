/**
 * npm run bench:gentle [-- --db sqlite --scale 250 --rounds 5 --writes 20 --reads 2]
 *
 * What a site feels of a backup. A site (scale 250: 2 GB of SQLite) is written to and read from at a
 * fixed rate, by turns without and with a full backup, and the waiting times of the two are compared.
 * Every backup is then opened with stock tools and has to be one point in time.
 *
 * --db mariadb: on the server of BACKUP_TEST_MARIADB_URL, else on a private one. --db mysql: on that of
 * BACKUP_TEST_MYSQL_URL. There, two more programs write to the database itself.
 *
 * Exit code 1 when a backup is not, when requests failed, or when some waited longer than without a
 * backup: on SQLite by more than 250 ms in all rounds together, on servers by more than 100 ms in one.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { offerLoad } from './bench/offer-load.mjs';
import { openBench } from './bench/open-bench.mjs';
import { percentiles } from './bench/percentiles.mjs';
import { runBackup, stepAt } from './bench/run-backup.mjs';
import { MARK } from './bench/snapshot-faults.mjs';
import { apiClient } from './demo/api-client.mjs';

const WARM_UP_MS = 10_000;
const LEAD_MS = 3_000;
const WORST_SHOWN = 5;
const NAME_WIDTH = 19;

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: 'sqlite' },
    scale: { type: 'string', default: '250' },
    rounds: { type: 'string', default: '5' },
    writes: { type: 'string', default: '20' },
    reads: { type: 'string', default: '2' },
  },
});
const rounds = Number(values.rounds);

const { database, site, run } = await openBench(values.db, values.scale);
await run(bench);

/** @returns {Promise<boolean>} whether everything is within the limits */
async function bench() {
  const client = apiClient(site.url);
  await client.signIn({ email: 'admin@example.com', password: 'Backup-demo-1' });
  await letVisitorsWrite(client);
  const readPath = await chooseReads(apiClient(site.url));
  /** @type {import('./bench/offer-load.mjs').Sample[]} */
  const everything = [];
  /** @type {Record<'control' | 'backup', import('./bench/offer-load.mjs').Sample[][]>} one list for each round */
  const phases = { control: [], backup: [] };
  const faults = [];
  let controlMs = 30_000;

  const load = async (act) => {
    const running = offerLoad({
      url: site.url,
      writesPerSecond: Number(values.writes),
      readsPerSecond: Number(values.reads),
      firstSequence: everything.length,
      entry,
      readPath,
    });
    const writers = await database.startWriters();
    const result = await act();
    const samples = (await Promise.all([running.stop(), writers.stop()])).flat();
    everything.push(...samples);
    return { samples, result };
  };

  console.log(
    `${database.product}: ${values.writes} writes and ${values.reads} reads per second, ${rounds} rounds; ` +
      `${cpus().length} cores, Node ${process.version}`,
  );
  await load(() => wait(WARM_UP_MS));

  for (let round = 1; round <= rounds; round += 1) {
    await settle();
    const others = loadavg()[0] ?? 0;
    const control = await load(() => wait(controlMs));
    phases.control.push(control.samples);

    await settle();
    const during = await load(async () => {
      await wait(LEAD_MS);
      const backup = await runBackup(client);
      await wait(LEAD_MS);
      return backup;
    });
    phases.backup.push(during.samples);
    controlMs = during.result.record.durationMs + 2 * LEAD_MS;

    const archive = path.join(site.backups, during.result.record.fileName);
    const check = await database.check(archive, site.scratch, everything);
    faults.push(...check.faults.map((fault) => `round ${round}: ${fault}`));
    printRound(round, { control: control.samples, during, check, others });
    await Promise.all([archive, `${archive}.manifest.json`].map((file) => rm(file)));
  }
  return summarise(phases, faults);
}

/** What each write creates: its number, in two tables. */
function entry(sequence) {
  const title = `${MARK}${sequence}`;
  return { name: title, links: [{ label: title, url: 'https://example.com/' }] };
}

/** In the sample content visitors may not create authors; here they do. */
async function letVisitorsWrite(client) {
  const { roles } = await client.request('GET', '/users-permissions/roles');
  const { id } = roles.find(({ type }) => type === 'public');
  const { role } = await client.request('GET', `/users-permissions/roles/${id}`);
  role.permissions['api::author'].controllers.author.create.enabled = true;
  await client.request('PUT', `/users-permissions/roles/${id}`, role);
}

/** What visitors of a magazine ask for: its newest articles, one article, one product. */
async function chooseReads(visitor) {
  const ids = async (name) =>
    (await visitor.request('GET', `/api/${name}?pagination[pageSize]=20`)).data.map(
      ({ documentId }) => documentId,
    );
  const [articles, products] = [await ids('articles'), await ids('products')];
  return (n) => {
    const turn = Math.floor(n / 3);
    if (n % 3 === 0) return `/api/articles/${articles[turn % articles.length]}?populate=*`;
    if (n % 3 === 1) return `/api/products/${products[turn % products.length]}?populate=*`;
    return `/api/articles?sort=id:desc&pagination[withCount]=false&pagination[pageSize]=10`;
  };
}

/** What one phase has left in the disk's queue must not be charged to the next one. */
async function settle() {
  const child = spawn('sync', [], { stdio: 'ignore' });
  await new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', resolve);
  });
  await wait(1_000);
}

function printRound(round, { control, during, check, others }) {
  const { record } = during.result;
  const seconds = (record.durationMs / 1000).toFixed(1);
  console.log(
    `\nRound ${round} of ${rounds} (load of the machine before it: ${others.toFixed(2)}): ` +
      `backup of ${(record.uncompressedSize / 1e9).toFixed(2)} GB in ${seconds} s, ` +
      `${check.faults.length === 0 ? 'one point in time' : 'NOT ONE POINT IN TIME'} ` +
      `(${check.writes} writes in it)`,
  );
  printTable({ control, backup: during.samples });
  const worst = during.samples.toSorted((a, b) => b.waited - a.waited).slice(0, WORST_SHOWN);
  const told = worst.map(
    ({ kind, waited, answeredAt }) =>
      `${kind} ${waited.toFixed(0)} (${stepAt(during.result, answeredAt - waited)})`,
  );
  console.log(`  longest waits beside the backup, and its step then: ${told.join(', ')}`);
}

function printTable(phases) {
  const columns = ['p50', 'p95', 'p99', 'max'];
  console.log(`  ${'ms'.padEnd(NAME_WIDTH)}${columns.map((name) => name.padStart(9)).join('')}`);
  for (const kind of ['write', 'read', 'transfer']) {
    for (const [name, samples] of Object.entries(phases)) {
      const found = percentiles(
        samples.filter((each) => each.kind === kind).map((each) => each.waited),
      );
      if (found.count === 0) continue;
      const cells = columns.map((column) => found[column].toFixed(1).padStart(9));
      console.log(`  ${`${kind}, ${name}`.padEnd(NAME_WIDTH)}${cells.join('')}`);
    }
  }
}

/** @returns {boolean} whether everything is within the limits */
function summarise({ control, backup }, faults) {
  console.log(`\nAll ${rounds} rounds`);
  const all = { control: control.flat(), backup: backup.flat() };
  printTable(all);

  const of = (samples) => percentiles(samples.map(({ waited }) => waited));
  const [without, beside] = [of(all.control), of(all.backup)];
  const more = (name) => (beside[name] - without[name]).toFixed(1);
  console.log(`\n  p99: ${more('p99')} ms more beside a backup`);
  const { ms, eachRound } = database.limit;
  const byRound = control.map((samples, n) => of(backup[n]).max - of(samples).max);
  console.log(
    `  max: ${more('max')} ms more beside a backup; ` +
      `round by round ${byRound.map((each) => each.toFixed(0)).join(', ')} ms more ` +
      `(limit ${ms} ms ${eachRound ? 'in each round' : 'in all'})`,
  );
  const gentle = eachRound ? byRound.every((each) => each <= ms) : beside.max - without.max <= ms;

  const failed = failures(all);
  const requests = all.control.length + all.backup.length;
  console.log(
    `  requests: ${requests}, failed: ${failed.length} ${[...new Set(failed)].join(', ')}`,
  );
  for (const fault of faults) console.log(`  ${fault}`);
  console.log(
    `  backups that are not one point in time: ${faults.length === 0 ? 'none' : 'see above'}`,
  );
  return faults.length === 0 && failed.length === 0 && gentle;
}

/** @returns {string[]} what failed, as in "write 500 (control)"; 0: there was no answer */
function failures(phases) {
  return Object.entries(phases).flatMap(([name, samples]) =>
    samples
      .filter(({ status }) => status < 200 || status > 299)
      .map(({ kind, status }) => `${kind} ${status} (${name})`),
  );
}
