import type { Progress } from '../progress';

/** As often as anybody looks. */
const EVERY_MS = 100;

/**
 * Lets ten reports a second through. A task reports every piece it has read, some hundred thousand in a
 * large library: sent all, they would pile up here, and Strapi's process would do nothing but receive.
 *
 * A new step goes out at once, and so does the name of a file that the parent is to watch: nothing
 * comes after it for as long as the worker is blocked.
 *
 * @param now milliseconds of any clock
 */
export function paceProgress(
  send: (progress: Progress, step: string | null) => void,
  now: () => number = () => performance.now(),
): (progress: Progress, step?: string) => void {
  let lastStep: string | null = null;
  let lastSent = -Infinity;
  return (progress, step) => {
    const isNewStep = step !== undefined && step !== lastStep;
    if (!isNewStep && progress.watch === undefined && now() - lastSent < EVERY_MS) return;
    lastStep = step ?? lastStep;
    lastSent = now();
    send(progress, step ?? null);
  };
}
