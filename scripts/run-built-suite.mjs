import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { runSuite } from './run-suite.mjs';
import { seededContent } from './seeded-content.mjs';
import { createTestReport, oneTest } from './test-report.mjs';

/**
 * Installs and builds what is missing, runs one suite against it, and ends with the line
 * `N passed, N failed` and the exit code that belongs to it.
 *
 * @param {string} suite
 * @param {NodeJS.ProcessEnv} [env] for the tests
 */
export async function runBuiltSuite(suite, env = {}) {
  const report = createTestReport();
  const built = await report.step('build', async () => {
    await ensureInstalled();
    await ensureBuilt();
    await seededContent();
    return oneTest(true);
  });
  if (built) await report.step(suite, () => runSuite(suite, { env, oneByOne: true }));
  else report.notRun(suite, 'the build failed');
  report.finish();
}
