import { setTimeout as wait } from 'node:timers/promises';
import type { WebhookPayload } from '../contracts/notices';
import { errorCode } from '../error-code';
import { NoticeError } from './notice-error';
import { signWebhook } from './sign-webhook';

export interface WebhookLimits {
  /** For each try, in milliseconds. */
  readonly timeoutMs: number;
  /** Before the second try, the third, and so on, in milliseconds; there are no more than these. */
  readonly pausesMs: readonly number[];
}

export const WEBHOOK_LIMITS: WebhookLimits = { timeoutMs: 10_000, pausesMs: [1_000, 5_000] };

export interface WebhookTarget {
  /** May contain a login or a token: only its origin is ever shown. */
  readonly url: string;
  readonly secret: string | null;
}

/** One try that did not succeed. */
interface Refusal {
  readonly message: string;
  /** It may be another time. */
  readonly isPassing: boolean;
}

const OVERLOADED = new Set([408, 429]);
const NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL']);
const UNTRUSTED = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)/;

/**
 * Sends JSON to an address, and again after a pause where that may help: each try has the same body and the same id, so
 * that a receiver can tell that it is the same. Redirects are not followed: they would take the notice, and what signs
 * it, to where nobody has said it may go.
 *
 * @param signal ends it, for a shutdown
 * @throws NoticeError, with a sentence for people
 */
export async function sendWebhook(
  target: WebhookTarget,
  payload: WebhookPayload,
  signal: AbortSignal,
  limits: WebhookLimits = WEBHOOK_LIMITS,
): Promise<void> {
  const body = JSON.stringify(payload);
  const pauses = [...limits.pausesMs];
  for (;;) {
    const refusal = await send(
      target,
      payload,
      body,
      AbortSignal.any([signal, AbortSignal.timeout(limits.timeoutMs)]),
    );
    if (refusal === null) return;
    const pause = pauses.shift();
    if (!refusal.isPassing || pause === undefined || signal.aborted) {
      throw new NoticeError('webhook', refusal.message);
    }
    await wait(pause, undefined, { signal }).catch(() => {
      throw new NoticeError('webhook', refusal.message);
    });
  }
}

async function send(
  { url, secret }: WebhookTarget,
  { event, id }: WebhookPayload,
  body: string,
  signal: AbortSignal,
): Promise<Refusal | null> {
  const { address, login, origin } = parseAddress(url);
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'User-Agent': 'strapi-plugin-backup-vault',
    'X-Backup-Event': event,
    'X-Backup-Delivery': id,
  };
  if (login !== null) headers.Authorization = login;
  if (secret !== null && secret !== '') {
    headers['X-Backup-Signature'] = signWebhook(secret, body, Math.floor(Date.now() / 1000));
  }
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal,
    });
    // Nobody reads what it says, however long that is.
    await answer.body?.cancel();
    return refusalOf(answer, origin);
  } catch (error) {
    return { message: failure(error, signal, origin), isPassing: true };
  }
}

function refusalOf({ ok, status }: Response, origin: string): Refusal | null {
  if (ok) return null;
  const said = `${origin} answered the webhook with ${String(status)}`;
  if (status >= 300 && status < 400) {
    return {
      message: `${said}, a redirect, which is not followed. Enter the address that it leads to.`,
      isPassing: false,
    };
  }
  if (status >= 500 || OVERLOADED.has(status)) {
    return {
      message: `${said}, also when tried again. Look at the log of the receiver.`,
      isPassing: true,
    };
  }
  return {
    message: `${said}. Check the address, and whether the receiver knows the secret.`,
    isPassing: false,
  };
}

function failure(error: unknown, signal: AbortSignal, origin: string): string {
  if (signal.aborted) {
    return `${origin} did not answer the webhook in time. Check that the receiver runs, and that it answers before it does its work.`;
  }
  // What went wrong is in the cause; the error itself says "fetch failed".
  const code = errorCode(causeOf(error));
  if (NOT_FOUND.has(code))
    return `${origin}, the host of the webhook, was not found. Check the address.`;
  if (UNTRUSTED.test(code)) {
    return `The certificate of ${origin}, the host of the webhook, is not trusted (${code}). One of your own authority is made known with NODE_EXTRA_CA_CERTS.`;
  }
  const why = /^[A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : '';
  return `${origin}, the host of the webhook, cannot be reached${why}. Check the address, and that the receiver runs.`;
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : null;
}

/** `fetch` refuses an address with a login in it, so that goes into a header. */
function parseAddress(url: string): { address: string; login: string | null; origin: string } {
  const parsed = new URL(url);
  const { origin, username, password } = parsed;
  if (username === '' && password === '') return { address: url, login: null, origin };
  parsed.username = '';
  parsed.password = '';
  const login = Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64');
  return { address: parsed.href, login: `Basic ${login}`, origin };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
