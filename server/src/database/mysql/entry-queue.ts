/** What fills the queue: it holds still while too much waits, and ends when nothing can be taken any more. */
export interface Flow {
  pause(): void;
  resume(): void;
  destroy(): void;
}

/**
 * What goes into the archive, one after the other. The source is paused until the turn of what it gave
 * last: while one file is being archived the next may fill up, and no more is held in memory.
 */
export class EntryQueue {
  readonly #flow: Flow;
  #last: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  add(write: () => Promise<void>): void {
    this.#flow.pause();
    this.#last = this.#last
      .then(() => {
        this.#flow.resume();
        return this.#failure === null ? write() : undefined;
      })
      .catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
        this.#flow.destroy();
      });
  }

  /** Why the archive took nothing more; null while it does. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Waits until nothing is on its way any more, whether it was taken or not. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** @throws what the archive said when it did not take something */
  async finish(): Promise<void> {
    await this.#last;
    if (this.#failure !== null) throw this.#failure;
  }
}
