import { BackupError } from '../errors';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C, and the ways in which other programs ask for the same. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<() => void>();
  #isListening = false;

  /** Aborted with CANCELLED. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get hasCome(): boolean {
    return this.#controller.signal.aborted;
  }

  /** From now on the process does not simply end. */
  listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    for (const signal of SIGNALS) process.on(signal, this.come);
  }

  ignore(): void {
    for (const signal of SIGNALS) process.off(signal, this.come);
    this.#isListening = false;
  }

  /** Calls back each time, since an impatient person presses it again. @returns ends that */
  onCome(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  readonly come = (): void => {
    this.#controller.abort(new BackupError('CANCELLED', 'Interrupted. Nothing half-done is left.'));
    for (const listener of this.#listeners) listener();
  };
}
