import { useEffect, useState } from 'react';
import type { RestoreStatusAnswer } from '../../../server/src/contracts/restores';
import { readRestoreStatus } from './read-restore-status';
import { saveRestoreWatch, type RestoreWatch } from './restore-watch';

const EVERY_MS = 1000;

export interface RestoreStatusView {
  /** The last answer; null before the first one. */
  status: RestoreStatusAnswer['data'] | null;
  /** Since when the server has not answered (ms since 1970); null while it does. */
  silentSince: number | null;
  /** The server does not know this restore (any more). */
  unknown: boolean;
  /** When this browser first saw each step. */
  seen: Readonly<Record<string, number>>;
  /** When this browser saw the end, as milliseconds since 1970. */
  endedAt: number | null;
}

/** Follows a restore until it has ended, through every silence of the server. */
export function useRestoreStatus(watch: RestoreWatch): RestoreStatusView {
  const [view, setView] = useState<RestoreStatusView>({
    status: null,
    silentSince: null,
    unknown: false,
    seen: watch.seen,
    endedAt: null,
  });

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = watch.seen;

    async function ask(): Promise<void> {
      const reading = await readRestoreStatus(watch.token, abort.signal);
      if (abort.signal.aborted) return;
      if (reading.kind === 'silent') {
        setView((last) => ({ ...last, silentSince: last.silentSince ?? Date.now() }));
      } else if (reading.kind === 'unknown') {
        setView((last) => ({ ...last, unknown: true, silentSince: null }));
        return;
      } else {
        const { status } = reading;
        const step = status.progress?.step;
        if (step !== undefined && !(step in seen)) {
          seen = { ...seen, [step]: Date.now() };
          saveRestoreWatch({ ...watch, seen });
        }
        const ended = hasEnded(status.status);
        setView({
          status,
          silentSince: null,
          unknown: false,
          seen,
          endedAt: ended ? Date.now() : null,
        });
        if (ended) return;
      }
      timer = setTimeout(() => void ask(), EVERY_MS);
    }

    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [watch]);

  return view;
}

function hasEnded(status: RestoreStatusAnswer['data']['status']): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
