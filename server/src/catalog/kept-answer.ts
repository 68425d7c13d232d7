import type { DatabaseConnection } from '../database/connection';

/** Clocks of several instances may differ, and a change by a slow one would not be seen by its time. */
const KEPT_MS = 60_000;
/** Two changes in the same moment look like one. */
const SETTLED_MS = 1_000;

/**
 * What was computed from all rows of a table, kept for as long as the table is what it was: the panel asks the same
 * again every few seconds.
 */
export class KeptAnswer<Answer> {
  readonly #connection: DatabaseConnection;
  readonly #table: string;
  #kept: { readonly key: string; readonly at: number; readonly answer: Answer } | null = null;

  /** @param table has `updated_at`, with an index */
  constructor(connection: DatabaseConnection, table: string) {
    this.#connection = connection;
    this.#table = table;
  }

  /** @param question what is to be computed, where it is not always the same */
  async get(question: string, compute: () => Promise<Answer>): Promise<Answer> {
    const [row] = await this.#connection.all(
      `SELECT (SELECT count(*) FROM ${this.#table}) AS records, (SELECT max(updated_at) FROM ${this.#table}) AS updated`,
    );
    const key = JSON.stringify([Number(row?.records), Number(row?.updated ?? 0), question]);
    const now = Date.now();
    if (this.#kept?.key === key && now - this.#kept.at < KEPT_MS) return this.#kept.answer;
    const answer = await compute();
    const isSettled = Math.abs(now - Number(row?.updated ?? 0)) > SETTLED_MS;
    this.#kept = isSettled ? { key, at: now, answer } : null;
    return answer;
  }
}
