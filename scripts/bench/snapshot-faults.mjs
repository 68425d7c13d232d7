/** Begins the names of what the load creates; the number of the write follows. */
export const MARK = 'gentle-bench-';

/**
 * @typedef {object} SnapshotCheck
 * @property {string[]} faults sentences; none when the backup is one point in time
 * @property {number} writes how many of the load's entries are in it
 *
 * @typedef {'authors' | 'links'} MarkedTable each write of the load puts its number into both
 * @typedef {Map<number, Record<MarkedTable, number>>} Counters by that number, how often it is in each
 */

/**
 * @param {Counters} counters
 * @param {MarkedTable} table
 * @param {number} sequence found there once more
 */
export function countWrite(counters, table, sequence) {
  const entry = counters.get(sequence) ?? { authors: 0, links: 0 };
  entry[table] += 1;
  counters.set(sequence, entry);
}

/**
 * Asks whether what was found in a backup is one point in time of a site that was being written to.
 *
 * @param {Counters} counters
 * @param {import('./offer-load.mjs').Sample[]} samples every request that was ever sent to the site
 * @returns {string[]} sentences; none when all is well
 */
export function snapshotFaults(counters, samples) {
  return [...unequalCounters(counters), ...outOfOrder(counters, samples)];
}

/** A snapshot that cuts through a transaction has one of the two. */
function unequalCounters(counters) {
  return [...counters]
    .filter(([, { authors, links }]) => authors !== links)
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
