import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';

const ENTRY = 'database/database.sqlite';

/** Begins the titles of what the load creates; the number of the write follows. */
export const MARK = 'gentle-bench-';

/**
 * @typedef {object} SnapshotCheck
 * @property {string[]} faults sentences; none when the backup is one point in time
 * @property {number} writes how many of the load's entries are in it
 * @property {Record<string, number>} rows of each table
 */

/**
 * Opens the database of an archive with stock tools and asks whether it is one point in time of a
 * site that was being written to.
 *
 * @param {string} archive
 * @param {string} scratch an empty folder
 * @param {import('./offer-load.mjs').Sample[]} samples every request that was ever sent to the site
 * @returns {Promise<SnapshotCheck>}
 * @throws {Error} when tar cannot open the archive
 */
export async function checkSnapshot(archive, scratch, samples) {
  await untar(archive, scratch);
  const file = path.join(scratch, ENTRY);
  const database = new Database(file, { readonly: true });
  try {
    const faults = [];
    const integrity = database.pragma('integrity_check(1)', { simple: true });
    if (integrity !== 'ok') faults.push(`integrity_check: ${integrity}`);
    const counters = readCounters(database);
    faults.push(...unequalCounters(counters), ...outOfOrder(counters, samples));
    return { faults, writes: counters.size, rows: rowsOf(database) };
  } finally {
    database.close();
    await rm(path.dirname(file), { recursive: true, force: true });
  }
}

/**
 * Each request of the load writes its number into two tables. @returns {Map<number, {articles: number,
 * seos: number}>} by that number, how often it is in each
 */
function readCounters(database) {
  const counters = new Map();
  const count = (table, column, name) => {
    const rows = database
      .prepare(`SELECT ${column} AS title FROM ${table} WHERE ${column} GLOB '${MARK}*'`)
      .iterate();
    for (const { title } of rows) {
      const sequence = Number(title.slice(MARK.length));
      const entry = counters.get(sequence) ?? { articles: 0, seos: 0 };
      entry[name] += 1;
      counters.set(sequence, entry);
    }
  };
  count('articles', 'title', 'articles');
  count('components_shared_seos', 'meta_title', 'seos');
  return counters;
}

/** A snapshot that cuts through a transaction has one of the two. */
function unequalCounters(counters) {
  return [...counters]
    .filter(([, { articles, seos }]) => articles !== seos)
    .map(([sequence, found]) => `write ${sequence} is in it in part: ${JSON.stringify(found)}`);
}

/**
 * When a write was answered before another one was sent, no point in time has the second without the
 * first.
 */
function outOfOrder(counters, samples) {
  const writes = samples.filter(({ kind }) => kind === 'write');
  const absent = writes.filter(
    ({ sequence, status }) => isCreated(status) && !counters.has(sequence),
  );
  const present = writes.filter(({ sequence }) => counters.has(sequence));
  const firstAbsent = Math.min(...absent.map(({ answeredAt }) => answeredAt));
  const late = present.filter(({ sentAt }) => sentAt > firstAbsent);
  return late.map(({ sequence }) => `write ${sequence} is in it, an earlier one is not`);
}

function isCreated(status) {
  return status >= 200 && status < 300;
}

function rowsOf(database) {
  const tables = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .pluck()
    .all();
  return Object.fromEntries(
    tables.map((name) => [
      name,
      database
        .prepare(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`)
        .pluck()
        .get(),
    ]),
  );
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
