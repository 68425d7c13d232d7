import { componentsOf, type Component, type Retained } from './retention-reason';

/** Clocks of two machines differ a little. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** Its time is still to come: a clock was wrong. */
export function isFuture({ createdAt }: Pick<Retained, 'createdAt'>, now: number): boolean {
  return Date.parse(createdAt) > now + CLOCK_TOLERANCE_MS;
}

/** Somebody brought it. */
export function isBrought({ origin }: Pick<Retained, 'origin'>): boolean {
  return origin === 'upload' || origin === 'found';
}

/** Made here, and not what a restore was about to replace. */
export function isOfThisSite(backup: Pick<Retained, 'origin' | 'createdAt'>, now: number): boolean {
  return backup.origin !== 'safety' && !isBrought(backup) && !isFuture(backup, now);
}

/** @param newestFirst of this site */
export function newestVerified<Item extends Retained>(
  newestFirst: readonly Item[],
  component: Component,
): Item | undefined {
  return newestFirst.find(
    (backup) =>
      backup.status === 'completed' &&
      backup.fileName !== null &&
      backup.verification === 'verified' &&
      componentsOf(backup).includes(component),
  );
}
