/**
 * Adds up what a test run did, and prints it so that its last line can be read by a program.
 *
 * @returns {{
 *   step: (name: string, run: () => Promise<import('./run-suite.mjs').SuiteResult>) => Promise<boolean>,
 *   notRun: (name: string, reason: string) => void,
 *   finish: () => void,
 * }}
 */
export function createTestReport() {
  const steps = [];
  const notRun = [];
  const failures = [];
  // Where a machine decides, a test that did not run must not look like one that passed.
  const strict = !['', '0', 'false'].includes(process.env['CI'] ?? '');

  return {
    /** Runs a step; true when nothing in it failed. A step that throws has failed. */
    async step(name, run) {
      console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
      const started = Date.now();
      /** @type {import('./run-suite.mjs').SuiteResult} */
      let result = oneTest(false);
      try {
        result = await run();
      } catch (error) {
        console.log(error.message);
      }
      const seconds = Math.round((Date.now() - started) / 1000);
      steps.push({ name, passed: result.passed, failed: result.failed, seconds });
      notRun.push(...result.notRun.map((test) => `${name}: ${test}`));
      failures.push(...result.failures.map((test) => `${name}: ${test}`));
      return result.failed === 0;
    },

    notRun(name, reason) {
      notRun.push(`${name}: ${reason}`);
    },

    /** Prints the summary and sets the exit code of this process. */
    finish() {
      const sum = (field) => steps.reduce((total, step) => total + step[field], 0);
      const failed = sum('failed') + (strict ? notRun.length : 0);

      console.log('\n');
      for (const { name, passed, failed: broken, seconds } of steps) {
        const mark = broken === 0 ? '✓' : '✗';
        console.log(`${mark} ${name.padEnd(22)} ${passed} passed, ${broken} failed (${seconds} s)`);
      }
      if (notRun.length > 0) {
        console.log(`\nNot run${strict ? ' (CI is set: each counts as failed)' : ''}:`);
        for (const line of notRun) console.log(`- ${line}`);
      }
      if (failures.length > 0) {
        console.log('\nFailed:');
        for (const line of failures) console.log(`- ${line}`);
      }
      console.log(`\n${sum('passed')} passed, ${failed} failed`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
  };
}

/**
 * @param {boolean} passed
 * @returns {import('./run-suite.mjs').SuiteResult} a step that is one test
 */
export function oneTest(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, notRun: [], failures: [] };
}
