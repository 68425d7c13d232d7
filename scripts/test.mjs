/**
 * npm test [-- --only lint,types,build,unit,hostile,mysql,integration,browser] [--db sqlite,mariadb,mysql]
 *
 * Everything that can be told about a checkout in less than an hour, from a fresh clone on: the
 * integration suite on each database, the browser suite on the first of them.
 * The last line is `N passed, N failed`; exit code 1 when something failed.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { openServers, databasesOfOption } from './open-servers.mjs';
import { runOnDatabases } from './run-built-suite.mjs';
import { runProgram, runSuite } from './run-suite.mjs';
import { createTestReport, oneTest } from './test-report.mjs';

const STEPS = ['lint', 'types', 'build', 'unit', 'hostile', 'mysql', 'integration', 'browser'];
/** What runs the plugin on whole sites, and what needs a database server. */
const ON_SITES = ['integration', 'browser'];
const ON_DATABASES = ['mysql', ...ON_SITES];

const { values } = parseArgs({ options: { only: { type: 'string' }, db: { type: 'string' } } });
const chosen = values.only?.split(',') ?? [...STEPS];
const unknown = chosen.filter((name) => !STEPS.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Choose from ${STEPS.join(', ')}.`);
  process.exit(64);
}
const databases = databasesOfOption(values.db);
// Some suites run what the build makes.
const needBuild = ON_SITES.some((name) => chosen.includes(name));
if (needBuild && !chosen.includes('build')) chosen.push('build');

const report = createTestReport();
for (const name of STEPS.filter((step) => !chosen.includes(step))) {
  report.notRun(name, 'left out by --only');
}

const installed = await report.step('install', installPackages);
if (installed) await everything();
else for (const name of chosen) report.notRun(name, 'npm packages could not be installed');
report.finish();

async function everything() {
  if (chosen.includes('lint')) await report.step('lint', () => npmScript('lint'));
  if (chosen.includes('types')) await report.step('types', () => npmScript('typecheck'));

  const built = chosen.includes('build') && (await report.step('build', build));

  for (const name of ['unit', 'hostile'].filter((suite) => chosen.includes(suite))) {
    await report.step(name, () => runSuite(name));
  }
  if (!chosen.some((name) => ON_DATABASES.includes(name))) return;
  const servers = await openServers(databases);
  try {
    if (chosen.includes('mysql') && databases.some((each) => each !== 'sqlite')) {
      await report.step('mysql', () => runSuite('mysql', { env: servers.env }));
    }
    if (built) await onSites(servers);
    else
      for (const name of ON_SITES.filter((each) => chosen.includes(each)))
        report.notRun(name, 'the build failed');
  } finally {
    await servers.stop();
  }
}

/** Against what was built, on whole sites. */
async function onSites(servers) {
  if (chosen.includes('integration')) {
    await runOnDatabases(report, 'integration', databases, { servers });
  }
  if (!chosen.includes('browser')) return;
  const chromium = await ensureChromium();
  if ('missing' in chromium) {
    report.notRun('browser', chromium.missing);
    return;
  }
  const env = { CHROMIUM_PATH: chromium.path };
  await runOnDatabases(report, 'browser', databases.slice(0, 1), { servers, env });
}

async function installPackages() {
  await ensureInstalled();
  return { passed: 0, failed: 0, notRun: [] };
}

async function build() {
  await ensureBuilt();
  return oneTest(true);
}

async function npmScript(name) {
  return oneTest((await runProgram('npm', ['run', '--silent', name])) === 'exit code 0');
}
