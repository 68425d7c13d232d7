import { createHmac } from 'node:crypto';
import { webhookPayloadSchema } from '../../../server/src/contracts/notices';
import type { Notice } from '../../../server/src/notices/notice';
import { NoticeError } from '../../../server/src/notices/notice-error';
import { sendWebhook, type WebhookLimits } from '../../../server/src/notices/send-webhook';
import { webhookPayload } from '../../../server/src/notices/webhook-payload';
import { startWebhookServer, type WebhookServer } from '../../support/webhook-server';
import {
  AT,
  backupNotice,
  failedBackup,
  reason,
  recoveredNotice,
  SITE,
  unhealthyNotice,
} from './sample-notices';

const SECRET = 'webhook-S3cret';
const LIMITS: WebhookLimits = { timeoutMs: 150, pausesMs: [5, 10] };
const payload = webhookPayload(backupNotice(), 'delivery-1');
const never = new AbortController().signal;

let server: WebhookServer;

beforeEach(async () => {
  server = await startWebhookServer();
});

afterEach(async () => {
  await server.close();
});

function send(change: { url?: string; secret?: string | null } = {}, signal = never) {
  const target = { url: `${server.url}/hook?token=t0ken`, secret: SECRET, ...change };
  return sendWebhook(target, payload, signal, LIMITS);
}

async function refusal(sending: Promise<void>): Promise<string> {
  const thrown: unknown = await sending.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof NoticeError)) throw new Error(`No refusal: ${String(thrown)}`);
  expect(`${thrown.message} ${String(thrown.stack)}`).not.toMatch(/t0ken|S3cret|\/hook\?/);
  return thrown.message;
}

test('JSON with its event, its id, and a signature that a receiver can check', async () => {
  await send();
  expect(server.requests).toHaveLength(1);
  const [{ headers, body, path }] = server.requests as [(typeof server.requests)[0]];
  expect(path).toBe('/hook?token=t0ken');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-backup-event': 'backup.completed',
    'x-backup-delivery': 'delivery-1',
  });
  expect(webhookPayloadSchema.parse(JSON.parse(body))).toEqual(payload);
  // As the documentation says that a receiver does it.
  const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
    String(headers['x-backup-signature']),
  )!;
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(5);
  expect(mac).toBe(createHmac('sha256', SECRET).update(`${seconds!}.${body}`).digest('hex'));
});

test('without a secret there is no signature', async () => {
  await send({ secret: null });
  expect(server.requests[0]?.headers).not.toHaveProperty('x-backup-signature');
});

test('a login in the address becomes a header', async () => {
  const url = server.url.replace('//', '//us%C3%A9r:p%40ss@');
  await send({ url });
  const sent = String(server.requests[0]?.headers.authorization).replace('Basic ', '');
  expect(Buffer.from(sent, 'base64').toString()).toBe('usér:p@ss');
  server.answers = [404];
  expect(await refusal(send({ url }))).not.toMatch(/p@ss|p%40ss/);
});

test.each([500, 503, 429, 408, 'drop', 'hang'] as const)(
  'what may pass (%s) is tried again, the same each time',
  async (trouble) => {
    server.answers = [trouble, trouble, 204];
    await send();
    expect(server.requests).toHaveLength(3);
    expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
    expect(new Set(server.requests.map(({ headers }) => headers['x-backup-delivery'])).size).toBe(
      1,
    );
  },
);

test('but three times at most', async () => {
  server.answers = [500];
  expect(await refusal(send())).toBe(
    `${server.url} answered the webhook with 500, also when tried again. Look at the log of the receiver.`,
  );
  expect(server.requests).toHaveLength(3);
});

test.each([400, 401, 404, 410])('what does not pass (%d) is not tried again', async (status) => {
  server.answers = [status, 200];
  expect(await refusal(send())).toContain(`answered the webhook with ${String(status)}. Check`);
  expect(server.requests).toHaveLength(1);
});

test.each([301, 302, 307, 308])('a redirect (%d) is not followed', async (status) => {
  server.answers = [status, 200];
  expect(await refusal(send())).toContain('a redirect, which is not followed');
  expect(server.requests.map(({ path }) => path)).toEqual(['/hook?token=t0ken']);
});

test('a receiver that never answers is given up', async () => {
  server.answers = ['hang'];
  const begin = Date.now();
  expect(await refusal(send())).toContain(`${server.url} did not answer the webhook in time`);
  expect(Date.now() - begin).toBeLessThan(3 * LIMITS.timeoutMs + 500);
  expect(server.requests).toHaveLength(3);
});

test('one that answers without end has answered', async () => {
  server.answers = ['endless'];
  await send();
});

test('one that is not there, and a name that nobody has', async () => {
  const { url } = server;
  await server.close();
  expect(await refusal(send({ url: `${url}/hook?token=t0ken` }))).toBe(
    `${url}, the host of the webhook, cannot be reached (ECONNREFUSED). Check the address, and that the receiver runs.`,
  );
  server = await startWebhookServer();
  expect(await refusal(send({ url: 'http://receiver.invalid/hook?token=t0ken' }))).toMatch(
    /^http:\/\/receiver\.invalid/,
  );
});

test('a shutdown ends the waiting', async () => {
  server.answers = [500];
  const stop = new AbortController();
  const limits = { timeoutMs: 1_000, pausesMs: [60_000] };
  const target = { url: server.url, secret: null };
  const sending = refusal(sendWebhook(target, payload, stop.signal, limits));
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await sending;
  expect(server.requests).toHaveLength(1);
});

test('every notice has the form that the contract promises', () => {
  const notices: Notice[] = [
    backupNotice(),
    backupNotice(failedBackup('DISK_FULL', 'Full.')),
    { ...backupNotice(), schedule: null },
    unhealthyNotice(),
    recoveredNotice([reason('OVER_CAP', 'degraded')]),
    { event: 'test', site: SITE, at: AT },
  ];
  for (const notice of notices) {
    const sent: unknown = JSON.parse(JSON.stringify(webhookPayload(notice, 'id')));
    expect(webhookPayloadSchema.parse(sent)).toEqual({ id: 'id', ...notice });
  }
});
