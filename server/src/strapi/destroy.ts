import type { Core } from '@strapi/strapi';
import { TICK } from './start-ticking';
import { hasPluginState, pluginState, setPluginState } from './plugin-state';

/** Ends what runs: a job before its commit point is stopped and cleaned up, one past it is finished. */
export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  if (!hasPluginState()) return;
  const { connection, site, runner, gate, watch, expiry, uploads, ticker } = pluginState();
  // Strapi's cron goes on until all plugins have ended.
  strapi.cron.remove(TICK);
  ticker?.stop();
  if (expiry !== null) clearInterval(expiry);
  await watch?.stop();
  uploads.stop();
  await runner.stop();
  await uploads.settledDown();
  await ticker?.settledDown();
  await site.notifier.settledDown();
  connection.writeDirectly();
  await gate.stop();
  await connection.close();
  setPluginState(null);
}
