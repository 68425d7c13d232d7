import type { RestoreStatusAnswer } from '../../../server/src/contracts/restores';
import { RESTORE_STEPS, type RestoreStep } from '../../../server/src/contracts/steps';
import type { RestoreWatch } from './restore-watch';

export interface Phase {
  step: RestoreStep;
  state: 'done' | 'now' | 'ahead';
  /** Milliseconds that it took or has taken so far; null when this browser did not see it begin. */
  elapsedMs: number | null;
}

interface Seen {
  status: RestoreStatusAnswer['data'] | null;
  seen: Readonly<Record<string, number>>;
  /** Now, or when the restore ended: milliseconds since 1970. */
  until: number;
}

/** The phases of a restore in their order, with how far each of them is. */
export function phasesOf(watch: RestoreWatch, { status, seen, until }: Seen): Phase[] {
  const steps = RESTORE_STEPS.map((each) => each.name).filter((step) => applies(step, watch));
  const current = steps.findIndex((step) => step === status?.progress?.step);
  const finished = status?.status === 'completed';
  return steps.map((step, index) => ({
    step,
    state: finished || index < current ? 'done' : index === current ? 'now' : 'ahead',
    elapsedMs: elapsed(steps, index, seen, until),
  }));
}

/** Whether the restore has this step at all, by what was chosen when it was started. */
function applies(step: RestoreStep, watch: RestoreWatch): boolean {
  if (step === 'safety') return watch.safetyBackup;
  if (step === 'stage-database') return watch.components.includes('database');
  if (step === 'stage-media') return watch.components.includes('media');
  return true;
}

/** From the moment this step was first seen to the one at which any later step was. */
function elapsed(
  steps: readonly RestoreStep[],
  index: number,
  seen: Readonly<Record<string, number>>,
  until: number,
): number | null {
  const begin = seen[steps[index] ?? ''];
  if (begin === undefined) return null;
  const later = steps.slice(index + 1).flatMap((step) => seen[step] ?? []);
  return Math.max(0, Math.min(until, ...later) - begin);
}
