import type { Flow } from '../entry-queue';

/** Holds up whoever reads, while the archive has too much to take. */
export class FlowGate implements Flow {
  readonly #stop: () => void;
  #closed = 0;
  #waiting: (() => void)[] = [];

  /** @param stop ends the source, because nothing can be taken any more */
  constructor(stop: () => void) {
    this.#stop = stop;
  }

  pause(): void {
    this.#closed += 1;
  }

  resume(): void {
    this.#closed -= 1;
    if (this.#closed > 0) return;
    for (const go of this.#waiting.splice(0)) go();
  }

  destroy(): void {
    this.#stop();
  }

  async passed(): Promise<void> {
    while (this.#closed > 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
