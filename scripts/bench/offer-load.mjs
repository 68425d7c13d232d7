import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Sample one request
 * @property {'write' | 'read' | 'transfer'} kind transfer: of a program that writes to the database itself
 * @property {number} waited milliseconds from the moment at which it was due until its whole answer
 *   was there: a server that stalls is charged for everybody who had to queue behind it
 * @property {number} sentAt by the clock of `performance.now()`
 * @property {number} answeredAt likewise
 * @property {number} status 0 when there was no answer
 * @property {number} sequence number of the write; -1 for others
 */

/**
 * Sends requests at fixed times, whether or not earlier ones have been answered, as visitors do.
 *
 * @param {object} options
 * @param {string} options.url of the site
 * @param {number} options.writesPerSecond
 * @param {number} options.readsPerSecond
 * @param {(sequence: number) => unknown} options.entry what write number `sequence` creates
 * @param {(n: number) => string} options.readPath of read number `n`
 * @param {number} options.firstSequence number of the first write
 * @returns {{ stop: () => Promise<Sample[]> }} `stop` waits for the answers that are on their way
 */
export function offerLoad(options) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const state = { going: true };
  const started = performance.now();
  /** @type {Promise<Sample>[]} */
  const samples = [];

  const writes = everySoOften(state, started, 1000 / options.writesPerSecond, (n, due) => {
    const sequence = options.firstSequence + n;
    const body = JSON.stringify({ data: options.entry(sequence) });
    const what = { due, sequence, path: '/api/authors', body };
    samples.push(send(agent, options.url, { kind: 'write', ...what }));
  });
  // Between two writes, so that the two do not always meet.
  const offset = started + 500 / options.writesPerSecond;
  const reads = everySoOften(state, offset, 1000 / options.readsPerSecond, (n, due) => {
    const path = options.readPath(n);
    samples.push(send(agent, options.url, { kind: 'read', due, sequence: -1, path }));
  });

  return {
    stop: async () => {
      state.going = false;
      await Promise.all([writes, reads]);
      const answered = await Promise.all(samples);
      agent.destroy();
      return answered;
    },
  };
}

async function everySoOften(state, started, interval, act) {
  for (let n = 0; state.going; n += 1) {
    const due = started + n * interval;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    act(n, due);
  }
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @param {{ kind: Sample['kind'], due: number, sequence: number, path: string, body?: string | undefined }} what
 * @returns {Promise<Sample>}
 */
function send(agent, url, { kind, due, sequence, path, body }) {
  return new Promise((resolve) => {
    const sentAt = performance.now();
    const finish = (status) => {
      const answeredAt = performance.now();
      resolve({ kind, waited: answeredAt - due, sentAt, answeredAt, status, sequence });
    };
    const outgoing = request(`${url}${path}`, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      timeout: TIMEOUT_MS,
      headers:
        body === undefined
          ? {}
          : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    });
    outgoing.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => finish(answer.statusCode ?? 0));
      answer.on('error', () => finish(0));
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', (error) => {
      // The server has just closed a connection that was idle for long: nobody has seen this request, and
      // every browser sends it again.
      const unseen = outgoing.reusedSocket && /** @type {any} */ (error).code === 'ECONNRESET';
      if (!unseen) finish(0);
      else resolve(send(agent, url, { kind, due, sequence, path, body }));
    });
    outgoing.end(body);
  });
}
