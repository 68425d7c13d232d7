/**
 * @typedef {object} Percentiles milliseconds
 * @property {number} count
 * @property {number} p50
 * @property {number} p95
 * @property {number} p99
 * @property {number} max
 */

/**
 * @param {number[]} values milliseconds, in any order
 * @returns {Percentiles} by nearest rank: each of them is a value that was measured
 */
export function percentiles(values) {
  const sorted = Float64Array.from(values).sort();
  const rank = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return {
    count: sorted.length,
    p50: rank(0.5),
    p95: rank(0.95),
    p99: rank(0.99),
    max: rank(1),
  };
}
