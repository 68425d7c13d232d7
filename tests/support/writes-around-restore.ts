import type { Write } from './writing-clients';

export interface WritesAroundRestore {
  /** Keys that were accepted before the gate closed. */
  readonly before: readonly string[];
  /** Keys that were accepted after it had opened again. */
  readonly after: readonly string[];
  readonly refused: readonly Write[];
}

/**
 * Sorts what visitors wrote while one restore ran.
 *
 * @throws when a write got another answer than 201 and 503, or was accepted while the gate was closed
 */
export function writesAroundRestore(writes: readonly Write[]): WritesAroundRestore {
  const refused = writes.filter(({ status }) => status === 503);
  const accepted = writes.filter(({ status }) => status === 201);
  const other = writes.find((write) => !refused.includes(write) && !accepted.includes(write));
  if (other !== undefined) {
    throw new Error(`${other.key}: ${other.status} ${JSON.stringify(other.body)}`);
  }
  // Sent when nobody had been refused yet, the gate may have been open; answered when nobody was
  // refused any more, it may have been open again.
  const closedFrom = Math.min(...refused.map(({ answeredAt }) => answeredAt));
  const closedUntil = Math.max(...refused.map(({ sentAt }) => sentAt));
  const before = accepted.filter(({ sentAt }) => sentAt < closedFrom);
  const after = accepted.filter(({ answeredAt }) => answeredAt > closedUntil);
  const between = accepted.filter((write) => !before.includes(write) && !after.includes(write));
  if (between.length > 0) {
    throw new Error(`Accepted while the gate was closed: ${between.map(({ key }) => key).join()}`);
  }
  return { before: keysOf(before), after: keysOf(after), refused };
}

function keysOf(writes: readonly Write[]): string[] {
  return writes.map(({ key }) => key);
}
