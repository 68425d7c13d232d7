import { useEffect, useRef } from 'react';

/**
 * Loads again and again, and at once when the reader comes back to a page that had rested.
 *
 * RTK Query's own polling sends one more request after it was turned off, and waits a whole round
 * after it was turned on again.
 *
 * @param refresh loads again
 * @param everyMs milliseconds; 0 rests
 */
export function useRefresh(refresh: () => unknown, everyMs: number): void {
  const latest = useRef(refresh);
  const rested = useRef(false);

  useEffect(() => {
    latest.current = refresh;
  }, [refresh]);

  useEffect(() => {
    if (everyMs === 0) {
      rested.current = true;
      return undefined;
    }
    if (rested.current) latest.current();
    rested.current = false;
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
