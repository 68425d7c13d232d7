import { EventEmitter, on } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { adminClient } from './admin-client';
import type { RunningServer } from './server';

/** A refused client tries something else a little later. */
const AFTER_REFUSAL_MS = 20;

/** One write that somebody sent, and what became of it. */
export interface Write {
  /** The title of the entry; no two writes have the same. */
  readonly key: string;
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface WritingClients {
  /** All writes that were answered so far. */
  readonly writes: readonly Write[];
  /** Resolves when so many more writes have been accepted. */
  accepted: (more: number) => Promise<void>;
  /** Lets the writes that are on their way end. */
  stop: () => Promise<void>;
}

/** Where the clients' page comes from, as far as CORS is concerned. */
export const ORIGIN = 'https://shop.example.com';

/**
 * Visitors of the site that write one entry after the other through the content API.
 *
 * @param count how many at the same time
 * @param prefix first part of their keys
 */
export function startWriting(server: RunningServer, count: number, prefix: string): WritingClients {
  const writes: Write[] = [];
  const state = { stopped: false };
  const events = new EventEmitter();
  const visitor = adminClient(server, null);

  const work = async (client: number): Promise<void> => {
    for (let n = 0; !state.stopped; n += 1) {
      const key = `${prefix}-${client}-${n}`;
      const sentAt = performance.now();
      const { status, headers, body } = await visitor.request('POST', '/api/reviews', {
        body: { data: { title: key, rating: 4 } },
        headers: { Origin: ORIGIN },
      });
      writes.push({ key, sentAt, answeredAt: performance.now(), status, headers, body });
      if (status === 201) events.emit('accepted');
      else await wait(AFTER_REFUSAL_MS);
    }
  };
  const working = Promise.all(Array.from({ length: count }, (_, client) => work(client)));
  // Seen by whoever stops them; until then a failure must not end the whole test run.
  working.catch(() => undefined);
  const count201 = async (more: number): Promise<void> => {
    let left = more;
    for await (const _ of on(events, 'accepted')) {
      left -= 1;
      if (left <= 0) return;
    }
  };
  return {
    writes,
    accepted: (more) => Promise.race([count201(more), working.then(() => undefined)]),
    stop: async () => {
      state.stopped = true;
      await working;
    },
  };
}
