/** Lets those who work at the same time hand over their results in order. */
export class Turns {
  #next = 0;
  readonly #waiting = new Map<number, { resolve: () => void; reject: (reason: unknown) => void }>();
  readonly #done = new Set<number>();
  #failure: { readonly reason: unknown } | null = null;

  /** Resolves when everybody before that one is done; rejects when somebody has failed. */
  turnOf(index: number): Promise<void> {
    if (this.#failure !== null) return Promise.reject(asError(this.#failure.reason));
    if (index === this.#next) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.set(index, { resolve, reject });
    });
  }

  done(index: number): void {
    this.#done.add(index);
    while (this.#done.delete(this.#next)) this.#next += 1;
    this.#waiting.get(this.#next)?.resolve();
    this.#waiting.delete(this.#next);
  }

  /** Nobody waits any more. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const { reject } of this.#waiting.values()) reject(asError(reason));
    this.#waiting.clear();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
