import { DATABASE_KIND, type DatabaseKind } from '../support/database-kind';

/** What was asked for on the command line of `npm run test:crash`; see scripts/test-crash.mjs. */
export interface RunOptions {
  /** Chooses everything that is not the same in every run. */
  readonly seed: number;
  /** Every combination instead of one for each place. */
  readonly all: boolean;
  /**
   * How much of what is chosen by the seed an ordinary run takes. Three databases have to fit into half
   * an hour: what has little to do with them is tried most on the one that is fastest.
   */
  readonly share: number;
  /** Every place at least once; else those about the database, and some of the others. */
  readonly everyPlace: boolean;
}

const SHARES: Readonly<Record<DatabaseKind, number>> = { sqlite: 0.6, mariadb: 0.3, mysql: 0.15 };

export function runOptions(): RunOptions {
  const all = process.env['CRASH_ALL'] === '1';
  return {
    seed: Number(process.env['CRASH_SEED'] ?? '0'),
    all,
    share: SHARES[DATABASE_KIND],
    // On servers the places about the database, and of the others some, which change with the seed.
    everyPlace: all || DATABASE_KIND === 'sqlite',
  };
}
