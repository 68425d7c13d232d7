import type { MergeConflict, MergeSummary } from '../../contracts/restores';

/** So many of a kind are named; the others are counted. */
const EXAMPLES = 5;

/** What a merge did, and what it could not do: nothing is left out silently. */
export class MergeReport {
  readonly #added: { type: string; rows: number }[] = [];
  readonly #conflicts: MergeConflict[] = [];
  #kept = 0;

  keep(rows: number): void {
    this.#kept += rows;
  }

  add(type: string, rows: number): void {
    if (rows > 0) this.#added.push({ type, rows });
  }

  /** @param examples more than are named may be given */
  conflict(
    code: MergeConflict['code'],
    what: string,
    count: number,
    examples: readonly string[] = [],
  ): void {
    if (count === 0) return;
    this.#conflicts.push({ code, what, count, examples: examples.slice(0, EXAMPLES) });
  }

  get summary(): MergeSummary {
    return { added: this.#added, kept: this.#kept, conflicts: this.#conflicts };
  }
}
