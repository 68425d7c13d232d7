/**
 * npm test [-- --only lint,types,build,unit,hostile,mysql,integration,browser] [--db sqlite,mariadb,mysql]
 *
 * Everything that can be told about a checkout in less than an hour, from a fresh clone on: the
 * integration suite on each database, two at a time, the browser suite on the first of them.
 * The last line is `N passed, N failed`; exit code 1 when something failed.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { openServers, databasesOfOption } from './open-servers.mjs';
import { onDatabases } from './run-built-suite.mjs';
import { runProgram, runSuite } from './run-suite.mjs';
import { runTogether } from './run-together.mjs';
import { createTestReport, oneTest } from './test-report.mjs';

const STEPS = ['lint', 'types', 'build', 'unit', 'hostile', 'mysql', 'integration', 'browser'];
/** What runs the plugin on whole sites, and what needs a database server. */
const ON_SITES = ['integration', 'browser'];
const ON_DATABASES = ['mysql', ...ON_SITES];
const NO_SERVERS = { env: {}, missing: () => null, stop: async () => undefined };

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
  let built = false;
  const makePackage = async () => {
    built = await report.step('build', build);
  };
  // All of them read the sources alone.
  await runTogether([
    ...(chosen.includes('build') ? [{ label: 'build', uses: [], run: makePackage }] : []),
    ...(chosen.includes('lint') ? [script('lint', 'lint')] : []),
    ...(chosen.includes('types') ? [script('types', 'typecheck')] : []),
  ]);

  if (chosen.includes('unit')) await report.step('unit', () => runSuite('unit'));
  const servers = chosen.some((name) => ON_DATABASES.includes(name))
    ? await openServers(databases)
    : NO_SERVERS;
  try {
    const onSites = built ? await integration(servers) : [];
    // What takes both servers is early, when one that is done leaves another one waiting.
    await runTogether([
      ...onSites.slice(0, 1),
      ...(chosen.includes('mysql') && databases.some((each) => each !== 'sqlite')
        ? [plain('mysql', { uses: ['mariadb', 'mysql'], env: servers.env })]
        : []),
      ...(chosen.includes('hostile') ? [plain('hostile', { uses: [], env: {} })] : []),
      // The last of them takes longest.
      ...onSites.slice(1).reverse(),
    ]);
    if (built) await browser(servers);
  } finally {
    await servers.stop();
  }
  if (built) return;
  for (const name of ON_SITES.filter((each) => chosen.includes(each)))
    report.notRun(name, 'the build failed');
}

/** @returns {import('./run-together.mjs').Task} */
function script(step, name) {
  const run = async (label) =>
    oneTest((await runProgram('npm', ['run', '--silent', name], {}, { label })) === 'exit code 0');
  return { label: step, uses: [], run: (label) => report.step(step, () => run(label)) };
}

function plain(name, { uses, env }) {
  return {
    label: name,
    uses,
    run: (label) => report.step(name, () => runSuite(name, { env, label })),
  };
}

async function integration(servers) {
  if (!chosen.includes('integration')) return [];
  return onDatabases(report, 'integration', databases, { servers });
}

/** Alone: it waits for what is drawn. */
async function browser(servers) {
  if (!chosen.includes('browser')) return;
  const chromium = await ensureChromium();
  if ('missing' in chromium) {
    report.notRun('browser', chromium.missing);
    return;
  }
  const env = { CHROMIUM_PATH: chromium.path };
  const first = databases.slice(0, 1);
  await runTogether(await onDatabases(report, 'browser', first, { servers, env }));
}

async function installPackages() {
  await ensureInstalled();
  return { passed: 0, failed: 0, notRun: [], failures: [] };
}

async function build() {
  await ensureBuilt();
  return oneTest(true);
}
