import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from './api-client.mjs';
import { liveLine } from './live-line.mjs';

const ASK_EVERY_MS = 250;
const SILENCE_MS = 120_000;
const STEPS = {
  plan: 'Reading the archive from end to end',
  gate: 'Closing the site for changes',
  safety: 'Safety backup of the damaged site',
  'stage-database': 'Preparing the database beside the live one',
  'stage-media': 'Preparing the media beside the live ones',
  'prepare-swap': 'Closing the site',
  swap: 'Swapping the database',
  'roll-forward': 'Moving the media',
  check: 'Counting tables, rows and files',
  open: 'Opening the site',
};

/**
 * Shows a restore until it has ended, through the route that answers with the token of the restore:
 * every session ends with a restore. Meanwhile the site refuses requests, or is away for a moment.
 *
 * @param {ReturnType<import('./api-client.mjs').apiClient>} api
 * @param {string} statusToken
 * @returns {Promise<any>} what the status route says about the completed restore
 * @throws {Error} when it failed, or the site says nothing for two minutes
 */
export async function followRestore(api, statusToken) {
  const line = liveLine();
  let heard = Date.now();
  try {
    for (;;) {
      const status = await askStatus(api, statusToken);
      if (status !== null) {
        heard = Date.now();
        if (status.status === 'completed') return status;
        if (status.status === 'failed' || status.status === 'cancelled') {
          throw new Error(
            `The restore ${status.status}: ${status.error?.message ?? 'no reason given'}`,
          );
        }
        const { step, percent } = status.progress ?? { step: '', percent: 0 };
        line.update(STEPS[step] ?? 'Starting', percent);
      } else if (Date.now() - heard > SILENCE_MS) {
        throw new Error('The site has not answered for two minutes.');
      }
      await wait(ASK_EVERY_MS);
    }
  } finally {
    line.end();
  }
}

/** Null when the site does not answer just now. */
async function askStatus(api, statusToken) {
  try {
    const headers = { 'X-Restore-Token': statusToken };
    return (await api.request('GET', '/backup/restore-status', undefined, headers)).data;
  } catch (error) {
    if (error instanceof Refused && error.status !== 503) throw error;
    return null;
  }
}
