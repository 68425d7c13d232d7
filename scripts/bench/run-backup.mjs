import { setTimeout as wait } from 'node:timers/promises';

const ASK_EVERY_MS = 200;

/**
 * @typedef {object} TimedBackup
 * @property {any} record as the REST API answers it
 * @property {{ name: string, at: number }[]} steps when each was first seen, by `performance.now()`
 * @property {number} endedAt
 */

/**
 * Makes a full backup through the REST API and waits for its end.
 *
 * @param {ReturnType<typeof import('../demo/api-client.mjs').apiClient>} client
 * @returns {Promise<TimedBackup>}
 * @throws {Error} when it is not completed and verified
 */
export async function runBackup(client) {
  const begun = await client.request('POST', '/backup/backups', { type: 'full', name: 'Bench' });
  const steps = [{ name: 'plan', at: performance.now() }];
  for (;;) {
    const { data: job } = await client.request('GET', '/backup/jobs/current');
    const at = performance.now();
    if (job === null) break;
    const name = job.progress?.step ?? 'plan';
    if (name !== steps.at(-1)?.name) steps.push({ name, at });
    await wait(ASK_EVERY_MS);
  }
  const endedAt = performance.now();
  const { data: record } = await client.request('GET', `/backup/backups/${begun.data.id}`);
  if (record.status !== 'completed' || record.verification !== 'verified') {
    throw new Error(`The backup failed: ${JSON.stringify(record.error)}`);
  }
  return { record, steps, endedAt };
}

/** @param {TimedBackup} backup @param {number} at by `performance.now()` */
export function stepAt(backup, at) {
  if (at > backup.endedAt) return 'afterwards';
  return backup.steps.findLast((step) => step.at <= at)?.name ?? 'before';
}
