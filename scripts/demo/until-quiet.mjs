import { setTimeout as wait } from 'node:timers/promises';
import { liveLine } from './live-line.mjs';

const WEEK_MS = 7 * 24 * 60 * 60_000;
const ASK_EVERY_MS = 250;
const GIVE_UP_MS = 60_000;
const NOTE = "SELECT value FROM strapi_core_store_settings WHERE `key` = 'plugin_upload_metrics'";

/**
 * Waits for the one thing that Strapi writes by itself: 15 seconds after a start, at most once a week,
 * it notes in `strapi_core_store_settings` when it looked at its media library. In the middle of a
 * comparison that would be a change that nobody made.
 *
 * @param {import('./sites/demo-site.mjs').DemoSite} site
 */
export async function untilQuiet(site) {
  const database = await site.read();
  const line = liveLine();
  const started = Date.now();
  try {
    for (let waited = 0; waited < GIVE_UP_MS; waited = Date.now() - started) {
      const { lastWeeklyUpdate = 0 } = JSON.parse(String((await database.value(NOTE)) ?? '{}'));
      if (lastWeeklyUpdate + WEEK_MS > Date.now()) return;
      line.update(
        'Waiting for a weekly note that Strapi writes by itself',
        Math.min(99, waited / 150),
      );
      await wait(ASK_EVERY_MS);
    }
  } finally {
    line.end();
    await database.close();
  }
}
