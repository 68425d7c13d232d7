import { SingleBar } from 'cli-progress';
import type { Output } from '../output';
import { progressLine, type ShownProgress } from './progress-line';
import type { ProgressView } from './progress-view';

const FULL = 100;
/** Of a terminal that does not say it. */
const WIDTH = 80;

/** A bar on the last line of the terminal, which is gone when it ends. */
export function openBar(output: Output): ProgressView {
  const stream = output.progressStream;
  let bar: SingleBar | null = null;
  let latest: ShownProgress | null = null;

  const draw = (progress: ShownProgress): void => {
    latest = progress;
    if (bar !== null) {
      bar.update(progress.percent, progress);
      return;
    }
    bar = new SingleBar({
      stream,
      format: (_options, _params, payload: ShownProgress) =>
        progressLine(payload, stream.columns || WIDTH),
      clearOnComplete: true,
      // The line fits: nothing of the terminal has to be switched.
      linewrap: true,
      forceRedraw: true,
    });
    bar.start(FULL, progress.percent, progress);
  };
  const hide = (): void => {
    bar?.stop();
    bar = null;
  };
  const giveBack = output.keepLastLine({
    hide,
    show: () => {
      if (latest !== null) draw(latest);
    },
  });
  return {
    show: draw,
    end: () => {
      giveBack();
      hide();
    },
  };
}
