import { hasPluginState, pluginState, setPluginState } from './plugin-state';

/** Ends what runs: a job before its commit point is stopped and cleaned up, one past it is finished. */
export async function destroy(): Promise<void> {
  if (!hasPluginState()) return;
  const { runner, gate, watch, expiry, site } = pluginState();
  if (expiry !== null) clearInterval(expiry);
  await watch?.stop();
  await runner.stop();
  await gate.stop();
  await site.connection.close();
  setPluginState(null);
}
