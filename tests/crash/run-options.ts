/** What was asked for on the command line of `npm run test:crash`; see scripts/test-crash.mjs. */
export interface RunOptions {
  /** Chooses everything that is not the same in every run. */
  readonly seed: number;
  /** Every combination instead of one for each place. */
  readonly all: boolean;
}

export function runOptions(): RunOptions {
  return {
    seed: Number(process.env['CRASH_SEED'] ?? '0'),
    all: process.env['CRASH_ALL'] === '1',
  };
}
