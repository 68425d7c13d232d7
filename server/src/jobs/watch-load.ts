import { performance } from 'node:perf_hooks';

const LOOK_MS = 500;
/** Share of the time in which this process had something to do; one at rest is below 0.05. */
const BUSY_FROM = 0.1;
/** A site is called at rest again after so many looks. */
const CALM_LOOKS = 6;

/**
 * Looks whether this process, which serves the site, has much to do.
 *
 * @param tell called with each change; at first a site is taken to be at rest
 * @returns ends the looking
 */
export function watchLoad(tell: (busy: boolean) => void): () => void {
  let before = performance.eventLoopUtilization();
  let busy = false;
  let calm = 0;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    calm = utilization >= BUSY_FROM ? 0 : calm + 1;
    const isBusy = calm === 0 || (busy && calm < CALM_LOOKS);
    if (isBusy === busy) return;
    busy = isBusy;
    tell(busy);
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
