import { BackupError } from '../errors';

/**
 * Counts attempts of somebody, to stop guessing. An attempt counts from its begin, so that many at
 * once do not slip through before the first of them is known to be wrong.
 */
export class AttemptLimit {
  readonly #allowed: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #attempts = new Map<number, number[]>();

  /**
   * @param allowed attempts in any stretch of `windowMs` milliseconds
   * @param now milliseconds, for tests
   */
  constructor(allowed: number, windowMs: number, now: () => number = Date.now) {
    this.#allowed = allowed;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** @throws BackupError RATE_LIMITED, with the seconds to wait in `detail.retryAfter` */
  begin(who: number): void {
    const now = this.#now();
    for (const [key, times] of this.#attempts) {
      const recent = times.filter((time) => now - time < this.#windowMs);
      if (recent.length === 0) this.#attempts.delete(key);
      else this.#attempts.set(key, recent);
    }
    const recent = this.#attempts.get(who) ?? [];
    const oldest = recent[0];
    if (oldest !== undefined && recent.length >= this.#allowed) {
      const seconds = Math.ceil((oldest + this.#windowMs - now) / 1000);
      throw new BackupError(
        'RATE_LIMITED',
        'Too many wrong passwords. Wait a few minutes, then try again.',
        { detail: { retryAfter: String(seconds) } },
      );
    }
    this.#attempts.set(who, [...recent, now]);
  }

  /** After a right attempt: the earlier ones are forgotten. */
  forget(who: number): void {
    this.#attempts.delete(who);
  }
}
