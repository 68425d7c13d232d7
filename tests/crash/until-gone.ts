import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const DEADLINE_MS = 20_000;
const LOOK_AGAIN_MS = 20;

/**
 * Waits until a process has ended; one that only waits for its parent to ask how counts as such.
 *
 * @throws when it still runs after 20 s
 */
export async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
    if (status === null || /^State:\s+Z/m.test(status)) return;
    if (Date.now() > deadline) throw new Error(`The process ${pid} does not end.\n${status}`);
    await wait(LOOK_AGAIN_MS);
  }
}
