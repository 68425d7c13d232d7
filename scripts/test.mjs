/**
 * npm test [-- --only lint,types,build,unit,hostile,integration,browser]
 *
 * Everything that can be told about a checkout in a quarter of an hour, from a fresh clone on.
 * The last line is `N passed, N failed`; exit code 1 when something failed.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { runProgram, runSuite } from './run-suite.mjs';
import { seededContent } from './seeded-content.mjs';
import { createTestReport, oneTest } from './test-report.mjs';

const STEPS = ['lint', 'types', 'build', 'unit', 'hostile', 'integration', 'browser'];

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = values.only?.split(',') ?? [...STEPS];
const unknown = chosen.filter((name) => !STEPS.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Choose from ${STEPS.join(', ')}.`);
  process.exit(64);
}
// Some suites run what the build makes.
const needBuild = ['integration', 'browser'].some((name) => chosen.includes(name));
if (needBuild && !chosen.includes('build')) chosen.push('build');

const report = createTestReport();
for (const name of STEPS.filter((step) => !chosen.includes(step))) {
  report.notRun(name, 'left out by --only');
}

const installed = await report.step('install', installPackages);
if (installed) {
  if (chosen.includes('lint')) await report.step('lint', () => npmScript('lint'));
  if (chosen.includes('types')) await report.step('types', () => npmScript('typecheck'));

  const built = chosen.includes('build') && (await report.step('build', build));

  for (const name of ['unit', 'hostile'].filter((suite) => chosen.includes(suite))) {
    await report.step(name, () => runSuite(name));
  }
  if (chosen.includes('integration')) {
    if (built) await report.step('integration', () => runSuite('integration', { oneByOne: true }));
    else report.notRun('integration', 'the build failed');
  }
  if (chosen.includes('browser')) {
    if (built) await browser();
    else report.notRun('browser', 'the build failed');
  }
} else {
  for (const name of chosen) report.notRun(name, 'npm packages could not be installed');
}
report.finish();

async function installPackages() {
  await ensureInstalled();
  return { passed: 0, failed: 0, notRun: [] };
}

async function build() {
  await ensureBuilt();
  // Here with its progress in view, rather than unseen in the first test that needs it.
  await seededContent();
  return oneTest(true);
}

async function npmScript(name) {
  return oneTest((await runProgram('npm', ['run', '--silent', name])) === 'exit code 0');
}

async function browser() {
  const chromium = await ensureChromium();
  if ('missing' in chromium) {
    report.notRun('browser', chromium.missing);
    return;
  }
  const env = { CHROMIUM_PATH: chromium.path };
  await report.step('browser', () => runSuite('browser', { env, oneByOne: true }));
}
