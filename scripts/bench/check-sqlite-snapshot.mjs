import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { countWrite, MARK, snapshotFaults } from './snapshot-faults.mjs';

const ENTRY = 'database/database.sqlite';

/**
 * Opens the SQLite file of an archive with stock tools and asks whether it is one point in time.
 *
 * @param {string} archive
 * @param {string} scratch an empty folder
 * @param {import('./offer-load.mjs').Sample[]} samples every request that was ever sent to the site
 * @returns {Promise<import('./snapshot-faults.mjs').SnapshotCheck>}
 * @throws {Error} when tar cannot open the archive
 */
export async function checkSqliteSnapshot(archive, scratch, samples) {
  await untar(archive, scratch);
  const file = path.join(scratch, ENTRY);
  const database = new Database(file, { readonly: true });
  try {
    const faults = [];
    const integrity = database.pragma('integrity_check(1)', { simple: true });
    if (integrity !== 'ok') faults.push(`integrity_check: ${integrity}`);
    const counters = readCounters(database);
    faults.push(...snapshotFaults(counters, samples));
    return { faults, writes: counters.size };
  } finally {
    database.close();
    await rm(path.dirname(file), { recursive: true, force: true });
  }
}

/** @returns {import('./snapshot-faults.mjs').Counters} */
function readCounters(database) {
  const counters = new Map();
  const count = (table, column, name) => {
    const rows = database
      .prepare(`SELECT ${column} AS title FROM ${table} WHERE ${column} GLOB '${MARK}*'`)
      .iterate();
    for (const { title } of rows) countWrite(counters, name, Number(title.slice(MARK.length)));
  };
  count('authors', 'name', 'authors');
  count('components_shared_links', 'label', 'links');
  return counters;
}

function untar(archive, folder) {
  const child = spawn('tar', ['-xzf', archive, '-C', folder, ENTRY], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`tar ended with exit code ${code}.`));
    });
  });
}
