import { tell } from '../crash/tell';
import type { StepTimes } from './long-jobs';

export const MB = 1024 ** 2;

/** One line of results, as in "2 GB site: backup 61 s (snapshot 20, archive 25, verify 15)". */
export function printSteps(what: string, steps: StepTimes): void {
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const total = Object.values(steps).reduce((sum, ms) => sum + ms, 0);
  const each = Object.entries(steps).map(([name, ms]) => `${name} ${seconds(ms)}`);
  tell(`${what}: ${seconds(total)} s (${each.join(', ')})`);
}

export function printSizes(what: string, sizes: Record<string, number>): void {
  const each = Object.entries(sizes).map(
    ([name, bytes]) => `${name} ${(bytes / MB).toFixed(0)} MB`,
  );
  tell(`${what}: ${each.join(', ')}`);
}
