import { useSyncExternalStore } from 'react';
import type { Upload } from '../../../server/src/contracts/uploads';
import { useListUploadsQuery } from '../api/uploads';
import type { Failure } from '../api/failure';
import { useRefresh } from '../backup-page/use-refresh';
import { currentTransfers, watchTransfers, type Transfer } from './transfers';

/** An archive on its way, as the page shows it: what it sends itself, and what the server knows. */
export interface ShownUpload {
  readonly id: string | null;
  /** Of the transfer of this page; null when it sends nothing of it. */
  readonly key: number | null;
  /** Somebody has put it into the backup folder. */
  readonly found: boolean;
  readonly fileName: string;
  readonly size: number;
  readonly sent: number;
  readonly state: Upload['state'] | 'sending' | 'paused' | 'broken';
  readonly failure: Failure | null;
}

export function useUploads(refreshMs: number): ShownUpload[] {
  const transfers = useSyncExternalStore(watchTransfers, currentTransfers);
  const { data = [], refetch } = useListUploadsQuery(undefined);
  // From the last byte to the verdict something changes every moment.
  const judging = transfers.some(({ id, state }) => state === 'sent' && !isSettled(data, id));
  useRefresh(refetch, judging && refreshMs > 0 ? 1_000 : refreshMs);
  const own = transfers.map((transfer) => shownTransfer(transfer, data));
  const ids = new Set(transfers.map(({ id }) => id));
  const others = data
    .filter(({ id, state }) => !ids.has(id) && state !== 'completed')
    .map((upload) => shownUpload(upload, null));
  return [...own, ...others];
}

function isSettled(uploads: readonly Upload[], id: string | null): boolean {
  const found = uploads.find((each) => each.id === id);
  return found?.state === 'completed' || found?.state === 'refused';
}

function shownTransfer(transfer: Transfer, uploads: readonly Upload[]): ShownUpload {
  const { key, state } = transfer;
  if (state !== 'sent') return { ...transfer, found: false, state };
  const known = uploads.find(({ id }) => id === transfer.id);
  // The list is from before the last byte.
  if (known === undefined || known.state === 'receiving')
    return { ...transfer, found: false, state: 'checking' };
  return shownUpload(known, key);
}

function shownUpload(upload: Upload, key: number | null): ShownUpload {
  const { id, found, fileName, size, received, state, error } = upload;
  const failure =
    error === null ? null : { status: null, code: error.code, message: error.message, field: null };
  return { id, key, found, fileName: fileName ?? id, size, sent: received, state, failure };
}
