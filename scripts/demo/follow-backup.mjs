import { setTimeout as wait } from 'node:timers/promises';
import { liveLine } from './live-line.mjs';

const ASK_EVERY_MS = 250;
const STEPS = {
  plan: 'Looking at what there is',
  snapshot: 'Copying the database at one point in time',
  archive: 'Writing the archive',
  publish: 'Giving the archive its name',
  verify: 'Reading the archive back',
  record: 'Noting the result',
};

/**
 * Shows a backup until it has ended.
 *
 * @param {ReturnType<import('./api-client.mjs').apiClient>} api
 * @param {string} id
 * @returns {Promise<any>} the record of the completed backup
 * @throws {Error} when it failed
 */
export async function followBackup(api, id) {
  const line = liveLine();
  try {
    for (;;) {
      const { data: record } = await api.request('GET', `/backup/backups/${id}`);
      if (record.status === 'completed') return record;
      if (record.status === 'failed' || record.status === 'cancelled') {
        throw new Error(
          `The backup ${record.status}: ${record.error?.message ?? 'no reason given'}`,
        );
      }
      line.update(STEPS[record.step] ?? 'Starting', record.progress);
      await wait(ASK_EVERY_MS);
    }
  } finally {
    line.end();
  }
}
