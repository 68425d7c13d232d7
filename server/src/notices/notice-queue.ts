/** One at a time, in order, and not without end. */
export class NoticeQueue {
  readonly #limit: number;
  readonly #onDropped: () => void;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running: Promise<void> | null = null;
  #isStarted = false;

  /**
   * @param limit how many may wait; then the oldest makes room, since the newest says how it is now
   * @param onDropped called for each that is not going to be sent
   */
  constructor(limit: number, onDropped: () => void) {
    this.#limit = limit;
    this.#onDropped = onDropped;
  }

  /** @param task says itself what went wrong; one that rejects holds nobody up */
  add(task: () => Promise<void>): void {
    this.#waiting.push(task);
    if (this.#waiting.length > this.#limit) {
      this.#waiting.shift();
      this.#onDropped();
    }
    this.#run();
  }

  /** Until now they wait. */
  start(): void {
    this.#isStarted = true;
    this.#run();
  }

  /** Resolves when nothing is left to be done; at once where nothing was ever started. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  #run(): void {
    if (!this.#isStarted || this.#running !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running = next()
      .catch(() => undefined)
      .then(() => {
        this.#running = null;
        this.#run();
      });
  }
}
