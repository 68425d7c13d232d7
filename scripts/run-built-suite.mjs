import { ensureBuilt } from './build.mjs';
import { databaseServer } from './database-servers.mjs';
import { ensureInstalled } from './install.mjs';
import { openServers } from './open-servers.mjs';
import { runSuite } from './run-suite.mjs';
import { runTogether } from './run-together.mjs';
import { seededContent } from './seeded-content.mjs';
import { createTestReport, oneTest } from './test-report.mjs';

/**
 * Installs and builds what is missing, runs one suite against it on each database, and ends with the line `N passed, N failed` and the exit code that belongs to it.
 *
 * @param {string} suite
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env] for the tests
 * @param {readonly import('./open-servers.mjs').Database[]} [options.databases] default: SQLite
 */
export async function runBuiltSuite(suite, { env = {}, databases = ['sqlite'] } = {}) {
  const report = createTestReport();
  const built = await report.step('build', async () => {
    await ensureInstalled();
    await ensureBuilt();
    return oneTest(true);
  });
  if (built) {
    const servers = await openServers(databases);
    try {
      await runTogether(await onDatabases(report, suite, databases, { servers, env }));
    } finally {
      await servers.stop();
    }
  } else {
    report.notRun(suite, 'the build failed');
  }
  report.finish();
}

/**
 * A step of the report for each database; what has no server is listed as not run.
 *
 * @param {ReturnType<typeof createTestReport>} report
 * @param {string} suite
 * @param {readonly import('./open-servers.mjs').Database[]} databases
 * @param {{ servers: import('./open-servers.mjs').OpenServers, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<import('./run-together.mjs').Task[]>}
 */
export async function onDatabases(report, suite, databases, { servers, env = {} }) {
  const given = { ...process.env, ...servers.env };
  const tasks = [];
  for (const database of databases) {
    const name = database === 'sqlite' ? suite : `${suite} (${database})`;
    const missing = servers.missing(database);
    if (missing !== null) {
      report.notRun(name, missing);
      continue;
    }
    // Here with its progress in view, rather than unseen in the first test that needs it.
    await seededContent(database === 'sqlite' ? null : databaseServer(database, given));
    tasks.push({
      label: name,
      uses: [database],
      run: (label) =>
        report.step(name, () =>
          runSuite(suite, { env: { ...servers.env, ...env }, oneByOne: true, database, label }),
        ),
    });
  }
  return tasks;
}
