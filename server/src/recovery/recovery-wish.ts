const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Something could not be removed or finished while Strapi runs on: a disk that failed for a moment, a file that
 * somebody holds. Recovery looks after it as soon as nothing runs, and again after longer and longer pauses.
 */
export class RecoveryWish {
  #wanted = false;
  #pause = FIRST_PAUSE_MS;
  #notBefore = 0;

  ask(): void {
    this.#wanted = true;
  }

  isDue(now: number): boolean {
    return this.#wanted && now >= this.#notBefore;
  }

  /** Before recovery begins: what is asked for meanwhile is for the next one. */
  take(): void {
    this.#wanted = false;
  }

  fulfilled(): void {
    this.#pause = FIRST_PAUSE_MS;
    this.#notBefore = 0;
  }

  failed(now: number): void {
    this.#wanted = true;
    this.#notBefore = now + this.#pause;
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MS);
  }
}
