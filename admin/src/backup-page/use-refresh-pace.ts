import { useSyncExternalStore } from 'react';

/** While nothing happens. */
export const CALM_MS = 10_000;
const BUSY_MS = 1_000;

/**
 * How often the page asks the server: every second while a job runs, every ten seconds otherwise,
 * never while nobody sees the page.
 *
 * @returns milliseconds; 0 turns the asking off
 */
export function useRefreshPace(jobRuns: boolean): number {
  const visible = useSyncExternalStore(watchVisibility, () => !document.hidden);
  if (!visible) return 0;
  return jobRuns ? BUSY_MS : CALM_MS;
}

function watchVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
  };
}
