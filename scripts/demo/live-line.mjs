const BAR = 24;
/** A log without a terminal gets one line in this time, so that nobody takes silence for a hang. */
const PLAIN_LINE_EVERY_MS = 5_000;

/**
 * Shows how far something is: one line that is drawn over and over on a terminal, a line for each
 * new step elsewhere.
 *
 * @returns {{ update: (step: string, percent: number) => void, end: () => void }} percent: 0 to 100;
 *   `end` clears the line
 */
export function liveLine() {
  return process.stdout.isTTY ? drawnLine() : plainLines();
}

function drawnLine() {
  return {
    update(step, percent) {
      const filled = Math.round((percent / 100) * BAR);
      const bar = '█'.repeat(filled).padEnd(BAR, '░');
      process.stdout.write(
        `\r\x1b[K  ${bar} ${String(Math.floor(percent)).padStart(3)} %  ${step}`,
      );
    },
    end() {
      process.stdout.write('\r\x1b[K');
    },
  };
}

function plainLines() {
  let last = { step: '', at: 0 };
  return {
    update(step, percent) {
      if (step === last.step && Date.now() - last.at < PLAIN_LINE_EVERY_MS) return;
      last = { step, at: Date.now() };
      console.log(`  ${String(Math.floor(percent)).padStart(3)} %  ${step}`);
    },
    end() {},
  };
}
