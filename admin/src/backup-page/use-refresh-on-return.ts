import { useEffect, useRef } from 'react';

/** Loads again as soon as the reader comes back to the page, instead of at the next round. */
export function useRefreshOnReturn(refresh: () => unknown): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  }, [refresh]);
  useEffect(() => {
    const listener = () => {
      if (!document.hidden) latest.current();
    };
    document.addEventListener('visibilitychange', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
    };
  }, []);
}
