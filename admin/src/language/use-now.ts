import { useEffect, useState } from 'react';

/**
 * The time now, kept fresh: what says "2 minutes ago" or counts down has to move on by itself.
 *
 * @param everyMs how often it is renewed, in milliseconds
 * @returns milliseconds since 1970
 */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}
