/**
 * Prints how far a long step is: at once when it starts, then at most once a second, and when it ends.
 *
 * @param {string} step what is being done
 * @param {number} total how many units it has
 * @param {string} unit their name
 */
export function startProgress(step, total, unit) {
  const started = Date.now();
  let printed = started;
  let done = 0;
  const rounded = () => Math.round(done);
  console.log(`${step} ...`);

  return {
    add(count) {
      done += count;
      if (Date.now() - printed < 1000) return;
      printed = Date.now();
      const percent = Math.min(100, Math.floor((100 * done) / Math.max(1, total)));
      console.log(`${step}: ${percent} % (${rounded()} of ${Math.round(total)} ${unit})`);
    },
    finish() {
      console.log(
        `${step}: ${rounded()} ${unit} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
      );
    },
  };
}
