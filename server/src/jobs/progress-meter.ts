import type { JobProgress } from '../contracts/jobs';
import { jobPercent, type JobKind, type StepName } from '../contracts/steps';
import type { Progress } from '../progress';

/** Bytes per second are taken over this window, so that a pause shows and a burst does not lie. */
const WINDOW_MS = 5_000;

/** Turns what a job reports into what people read: percent, throughput, time left. */
export class ProgressMeter {
  readonly #kind: JobKind;
  readonly #now: () => number;
  #step: StepName;
  #samples: { at: number; done: number }[] = [];
  #highest = 0;

  constructor(kind: JobKind, first: StepName, now: () => number = Date.now) {
    this.#kind = kind;
    this.#step = first;
    this.#now = now;
  }

  enter(step: StepName): JobProgress {
    this.#step = step;
    this.#samples = [];
    return this.report({ done: 0, total: 0 });
  }

  report(progress: Progress): JobProgress {
    const at = this.#now();
    this.#samples.push({ at, done: progress.done });
    while (this.#samples.length > 1 && (this.#samples[0]?.at ?? at) < at - WINDOW_MS) {
      this.#samples.shift();
    }
    const bytes = progress.total > 0 ? progress.done / progress.total : 0;
    const fraction = progress.share ?? bytes;
    // The bar never goes back: steps may learn late how much there is.
    this.#highest = Math.max(this.#highest, jobPercent(this.#kind, this.#step, fraction));
    const throughput = this.#throughput();
    return {
      step: this.#step,
      percent: this.#highest,
      bytesDone: progress.done,
      bytesTotal: progress.total,
      item: progress.item ?? null,
      throughput,
      secondsLeft:
        throughput === null || throughput <= 0 || progress.total === 0
          ? null
          : Math.max(0, Math.ceil((progress.total - progress.done) / throughput)),
    };
  }

  #throughput(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 500) return null;
    return Math.max(0, Math.round(((last.done - first.done) * 1000) / (last.at - first.at)));
  }
}
