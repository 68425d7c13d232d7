/**
 * The steps of every kind of job, in the order in which they run.
 *
 * This one list drives the progress bar, the names of the crash tests' hooks and the tables in
 * `docs/restore-protocol.md`, so that the three cannot drift apart.
 *
 * `weight` is the share of the whole job that a step usually takes (used for the percentage);
 * `cancellable` says whether a cancel is still honoured while the step runs.
 */
export interface StepDefinition {
  readonly name: string;
  readonly weight: number;
  readonly cancellable: boolean;
}

export const BACKUP_STEPS = [
  { name: 'plan', weight: 1, cancellable: true },
  { name: 'snapshot', weight: 15, cancellable: true },
  { name: 'archive', weight: 55, cancellable: true },
  { name: 'publish', weight: 2, cancellable: true },
  { name: 'verify', weight: 26, cancellable: true },
  { name: 'record', weight: 1, cancellable: false },
] as const satisfies readonly StepDefinition[];

export const RESTORE_STEPS = [
  { name: 'plan', weight: 2, cancellable: true },
  { name: 'gate', weight: 1, cancellable: true },
  { name: 'safety', weight: 32, cancellable: true },
  { name: 'stage-database', weight: 15, cancellable: true },
  { name: 'stage-media', weight: 25, cancellable: true },
  { name: 'prepare-swap', weight: 1, cancellable: true },
  { name: 'swap', weight: 15, cancellable: false },
  { name: 'roll-forward', weight: 5, cancellable: false },
  { name: 'check', weight: 2, cancellable: false },
  { name: 'open', weight: 2, cancellable: false },
] as const satisfies readonly StepDefinition[];

export const VERIFY_STEPS = [
  { name: 'verify', weight: 99, cancellable: true },
  { name: 'record', weight: 1, cancellable: false },
] as const satisfies readonly StepDefinition[];

export const UPLOAD_STEPS = [
  { name: 'verify', weight: 95, cancellable: true },
  { name: 'publish', weight: 4, cancellable: false },
  { name: 'record', weight: 1, cancellable: false },
] as const satisfies readonly StepDefinition[];

export const COPY_STEPS = [
  { name: 'copy', weight: 99, cancellable: true },
  { name: 'record', weight: 1, cancellable: false },
] as const satisfies readonly StepDefinition[];

export const DELETE_STEPS = [
  { name: 'tombstone', weight: 1, cancellable: false },
  { name: 'sidecar', weight: 1, cancellable: false },
  { name: 'archive', weight: 1, cancellable: false },
  { name: 'record', weight: 1, cancellable: false },
] as const satisfies readonly StepDefinition[];

export const JOB_STEPS = {
  backup: BACKUP_STEPS,
  restore: RESTORE_STEPS,
  undo: RESTORE_STEPS,
  verify: VERIFY_STEPS,
  upload: UPLOAD_STEPS,
  delete: DELETE_STEPS,
  copy: COPY_STEPS,
} as const satisfies Record<string, readonly StepDefinition[]>;

export type JobKind = keyof typeof JOB_STEPS;
export type BackupStep = (typeof BACKUP_STEPS)[number]['name'];
export type RestoreStep = (typeof RESTORE_STEPS)[number]['name'];
export type StepName = (typeof JOB_STEPS)[JobKind][number]['name'];

/**
 * How far a whole job is, from how far its current step is.
 *
 * @param kind the kind of job
 * @param step the step that runs now
 * @param fraction how far that step is, 0 to 1
 * @returns percent, 0 to 100; 100 only when the last step is complete
 */
export function jobPercent(kind: JobKind, step: StepName, fraction: number): number {
  const steps: readonly StepDefinition[] = JOB_STEPS[kind];
  const total = steps.reduce((sum, each) => sum + each.weight, 0);
  let done = 0;
  for (const each of steps) {
    if (each.name === step) {
      done += each.weight * Math.min(1, Math.max(0, fraction));
      break;
    }
    done += each.weight;
  }
  return Math.min(100, Math.floor((done / total) * 1000) / 10);
}
