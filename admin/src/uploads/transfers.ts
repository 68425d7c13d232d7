import { getFetchClient } from '@strapi/strapi/admin';
import type { DetailedError, Upload as TusUpload } from 'tus-js-client';
import { readFailure, type Failure } from '../api/failure';
import { serverAddress } from '../api/server-address';
import { sessionToken } from './session-token';

/** Small enough for what stands before servers, and for a slow line within the server's five minutes. */
const PART_BYTES = 8 * 1024 ** 2;
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];

/** A file that this page sends. */
export interface Transfer {
  readonly key: number;
  /** On the server; null before it has answered. */
  readonly id: string | null;
  readonly fileName: string;
  readonly size: number;
  readonly sent: number;
  readonly state: 'sending' | 'paused' | 'broken' | 'sent';
  readonly failure: Failure | null;
}

let transfers: readonly Transfer[] = [];
const senders = new Map<number, TusUpload>();
const listeners = new Set<() => void>();
let keys = 0;

/** Transfers go on while other pages of the panel are looked at, so they live beside them. */
export function watchTransfers(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function currentTransfers(): readonly Transfer[] {
  return transfers;
}

/** Begins to send a file, or goes on where it stopped, also in an earlier visit of this page. */
export async function sendFile(file: File): Promise<void> {
  const known = transfers.find(
    (each) => each.fileName === file.name && each.size === file.size && each.state !== 'sent',
  );
  if (known !== undefined) {
    resumeTransfer(known.key);
    return;
  }
  keys += 1;
  const key = keys;
  transfers = [
    ...transfers,
    {
      key,
      id: null,
      fileName: file.name,
      size: file.size,
      sent: 0,
      state: 'sending',
      failure: null,
    },
  ];
  tell();
  const { Upload } = await import('tus-js-client');
  const sender = new Upload(file, {
    endpoint: `${serverAddress()}/backup/uploads`,
    chunkSize: PART_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    onBeforeRequest: (request) => {
      const token = sessionToken();
      if (token !== null) request.setHeader('Authorization', `Bearer ${token}`);
    },
    onAfterResponse: async (_request, response) => {
      // Strapi's own client renews a token that has run out; the part is then sent again.
      if (response.getStatus() === 401) await getFetchClient().get('/backup/jobs/current');
    },
    onShouldRetry: (error) => isPassing(error.originalResponse?.getStatus() ?? 0),
    onUploadUrlAvailable: () => {
      change(key, { id: sender.url?.split('/').at(-1) ?? null });
    },
    onProgress: (sent) => {
      change(key, { sent });
    },
    onSuccess: () => {
      change(key, { sent: file.size, state: 'sent', failure: null });
      senders.delete(key);
    },
    onError: (error) => {
      change(key, { state: 'broken', failure: failureOf(error) });
    },
  });
  senders.set(key, sender);
  const [previous] = await sender.findPreviousUploads();
  if (previous !== undefined) sender.resumeFromPreviousUpload(previous);
  sender.start();
}

export function pauseTransfer(key: number): void {
  void senders.get(key)?.abort();
  change(key, { state: 'paused' });
}

export function resumeTransfer(key: number): void {
  senders.get(key)?.start();
  change(key, { state: 'sending', failure: null });
}

/** Stops sending; what has arrived is removed by whoever knows the server. */
export function dropTransfer(key: number): void {
  const sender = senders.get(key);
  senders.delete(key);
  transfers = transfers.filter((each) => each.key !== key);
  tell();
  void sender?.abort();
}

function change(key: number, to: Partial<Transfer>): void {
  transfers = transfers.map((each) => (each.key === key ? { ...each, ...to } : each));
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** No answer, a busy or closed site, a token that was renewed, a part that came twice. */
function isPassing(status: number): boolean {
  return status === 0 || status === 401 || status === 409 || status === 423 || status >= 500;
}

function failureOf(error: Error | DetailedError): Failure {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (response === null) return readFailure({});
  try {
    const answer = JSON.parse(response.getBody()) as { error?: unknown };
    return readFailure(answer.error);
  } catch {
    return readFailure({ status: response.getStatus() });
  }
}
