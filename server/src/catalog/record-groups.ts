import type { DatabaseConnection } from '../database/connection';
import { RECORDS_TABLE } from '../database/own-tables';
import { KeptAnswer } from './kept-answer';

const DAY_MS = 86_400_000;
/** As MySQL counts them. */
const DAYS_BEFORE_1970 = 719_528;

/** The backups of one day that are of one status, summed up. Sizes are bytes, durations milliseconds. */
export interface RecordGroup {
  /** Since 1970. */
  readonly day: number;
  readonly status: string;
  readonly verification: string;
  readonly count: number;
  /** How many of them have a size, and a duration. */
  readonly sized: number;
  readonly timed: number;
  readonly size: number;
  readonly largest: number;
  readonly duration: number;
  readonly longest: number;
}

/** The groups of all records, counted anew when one of them has changed. */
export class RecordGroups {
  readonly #connection: DatabaseConnection;
  readonly #kept: KeptAnswer<readonly RecordGroup[]>;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
    this.#kept = new KeptAnswer(connection, RECORDS_TABLE);
  }

  /** In the order of their days. */
  read(): Promise<readonly RecordGroup[]> {
    return this.#kept.get('', () => readGroups(this.#connection));
  }
}

/** One look at an index that has all of it, so that thousands of records cost little. */
async function readGroups(connection: DatabaseConnection): Promise<RecordGroup[]> {
  const isSqlite = connection.kind === 'sqlite';
  // A number is compared faster than a text.
  const day = isSqlite ? `created_at / ${String(DAY_MS)}` : 'TO_DAYS(created_at)';
  const rows = await connection.all(
    `SELECT ${day} AS day, status, verification, count(*) AS records,
       count(size) AS sized, sum(size) AS size, max(size) AS largest,
       count(duration_ms) AS timed, sum(duration_ms) AS duration, max(duration_ms) AS longest
     FROM ${RECORDS_TABLE} GROUP BY day, status, verification ORDER BY day`,
  );
  return rows.map((row) => ({
    day: Number(row.day) - (isSqlite ? 0 : DAYS_BEFORE_1970),
    status: String(row.status),
    verification: String(row.verification),
    count: Number(row.records),
    sized: Number(row.sized),
    timed: Number(row.timed),
    size: Number(row.size ?? 0),
    largest: Number(row.largest ?? 0),
    duration: Number(row.duration ?? 0),
    longest: Number(row.longest ?? 0),
  }));
}
