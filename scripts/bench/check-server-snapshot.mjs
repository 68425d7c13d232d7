import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ACCOUNT_TABLES, TOTAL } from './databases/transfers.mjs';
import { countWrite, MARK, snapshotFaults } from './snapshot-faults.mjs';

/** @type {Map<string, import('./snapshot-faults.mjs').MarkedTable>} which counter the rows of a table belong to */
const MARKED = new Map([
  ['authors', 'authors'],
  ['components_shared_links', 'links'],
]);
const ENTRIES = [...MARKED.keys(), ...ACCOUNT_TABLES].map((table) => `database/10-${table}-*.sql`);

const INSERT = /^INSERT INTO `(\w+)` /;
const WRITE = new RegExp(`'${MARK}(\\d+)'`);
const ACCOUNT = /^\(\d+,(-?\d+)\)/;

/**
 * Reads the SQL files of an archive as they come out of `tar` and asks whether they are one point in
 * time. A line of such a file is a row: a line break in a value is escaped.
 *
 * @param {string} archive
 * @param {string} _scratch not needed: nothing is unpacked to the disk
 * @param {import('./offer-load.mjs').Sample[]} samples every request that was ever sent to the site
 * @returns {Promise<import('./snapshot-faults.mjs').SnapshotCheck>}
 * @throws {Error} when tar cannot open the archive
 */
export async function checkServerSnapshot(archive, _scratch, samples) {
  const args = ['-xzOf', archive, '--wildcards', ...ENTRIES];
  const child = spawn('tar', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const { counters, accounts, total } = await readLines(child.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`tar ended with exit code ${code}.`);

  const faults = snapshotFaults(counters, samples);
  if (accounts !== ACCOUNT_TABLES.length || total !== TOTAL) {
    faults.push(`the accounts have ${total} in ${accounts} tables, and always had ${TOTAL}`);
  }
  return { faults, writes: counters.size };
}

async function readLines(input) {
  /** @type {import('./snapshot-faults.mjs').Counters} */
  const counters = new Map();
  const accounts = new Set();
  let total = 0;
  let table = '';
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const begun = INSERT.exec(line);
    if (begun !== null) {
      table = begun[1] ?? '';
      continue;
    }
    if (ACCOUNT_TABLES.includes(table)) {
      const amount = ACCOUNT.exec(line);
      if (amount === null) continue;
      accounts.add(table);
      total += Number(amount[1]);
      continue;
    }
    // Cheaper than the expression; nearly all lines are the site's own.
    if (!line.includes(MARK)) continue;
    const write = WRITE.exec(line);
    const name = MARKED.get(table);
    if (write !== null && name !== undefined) countWrite(counters, name, Number(write[1]));
  }
  return { counters, accounts: accounts.size, total };
}
