import { hasPluginState, pluginState, setPluginState } from './plugin-state';

/** Ends what runs: a job before its commit point is stopped and cleaned up, one past it is finished. */
export async function destroy(): Promise<void> {
  if (!hasPluginState()) return;
  const { connection, runner, gate, watch, expiry, uploads } = pluginState();
  if (expiry !== null) clearInterval(expiry);
  await watch?.stop();
  uploads.stop();
  await runner.stop();
  await uploads.settledDown();
  connection.writeDirectly();
  await gate.stop();
  await connection.close();
  setPluginState(null);
}
