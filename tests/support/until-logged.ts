import { setTimeout as wait } from 'node:timers/promises';
import type { RunningServer } from './server';

const DEADLINE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/**
 * Waits until a server has printed something.
 *
 * @throws after a minute, with what it has printed
 */
export async function untilLogged(server: RunningServer, text: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!server.log().includes(text)) {
    if (Date.now() > deadline) throw new Error(`No “${text}” in the log:\n${server.log()}`);
    await wait(LOOK_AGAIN_MS);
  }
}
