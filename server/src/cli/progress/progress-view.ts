import type { Output } from '../output';
import { openBar } from './progress-bar';
import { progressText, type ShownProgress } from './progress-line';

/** Shows how far something is, until it ends. */
export interface ProgressView {
  show(progress: ShownProgress): void;
  end(): void;
}

const LINE_EVERY_MS = 10_000;

/** A bar where somebody watches, lines where they are kept, nothing where nobody wants to know. */
export function progressView(output: Output): ProgressView {
  if (output.quiet) return { show: () => undefined, end: () => undefined };
  return output.progressStream.isTTY ? openBar(output) : lines(output);
}

/** One for each step, and one now and then in long ones. */
function lines(output: Output): ProgressView {
  let step: string | null = null;
  let last = 0;
  return {
    show: (progress) => {
      const now = Date.now();
      if (progress.step === step && now - last < LINE_EVERY_MS) return;
      step = progress.step;
      last = now;
      output.say(progressText(progress));
    },
    end: () => undefined,
  };
}
