import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { CACHE, ROOT } from './paths.mjs';

/** Jest waits for whatever a test has left open, for ever; the result is there by then. */
const END_WITHIN_MS = 30_000;
/** A program that is gone may have left its output to another one. */
const LAST_WORDS_MS = 2_000;
const SAY_WHAT_IS_OPEN = new URL('say-what-is-open.mjs', import.meta.url).href;

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed tests, and files or a whole suite that ended without saying so
 * @property {string[]} notRun names of the tests that were skipped; they carry the reason
 * @property {string[]} failures names of the tests that failed, each with what it said
 */

/** Of what a failed test said; the rest stands where it was run. */
const LINES_OF_FAILURE = 12;

/**
 * Runs one Jest project of jest.config.js with its output in view.
 *
 * @param {string} suite
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.oneByOne] one test file at a time, for suites that start whole servers
 * @param {import('./open-servers.mjs').Database} [options.database] what the sites are on
 * @param {string | null} [options.label] before each line, where other suites run at the same time
 * @returns {Promise<SuiteResult>}
 */
export async function runSuite(
  suite,
  { env = {}, oneByOne = false, database = 'sqlite', label = null } = {},
) {
  const name = database === 'sqlite' ? suite : `${suite}-${database}`;
  const outputFile = path.join(CACHE, 'test-results', `${name}.json`);
  await mkdir(path.dirname(outputFile), { recursive: true });
  // The counts of an earlier run must never stand in for a run that crashed.
  await rm(outputFile, { force: true });

  const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--selectProjects', suite, '--json', '--outputFile', outputFile];
  const ended = await runProgram(
    process.execPath,
    ['--import', SAY_WHAT_IS_OPEN, jest, ...args, ...(oneByOne ? ['-i'] : [])],
    { ...env, SITE_DATABASE: database },
    { label, watch: (child) => endAfterResult(child, outputFile) },
  );

  const result = parseResult(await readFile(outputFile, 'utf8').catch(() => null));
  if (oneByOne) printTimes(result, suite, database);
  const counts = countTests(result);
  if (counts === null) {
    console.log(`\nThe suite ${suite} ended without a result (${ended}).`);
    return { passed: 0, failed: 1, notRun: [], failures: [] };
  }
  if (counts.passed + counts.failed + counts.notRun.length === 0) {
    console.log(`\nThe suite ${suite} has no tests.`);
    return { ...counts, failed: 1 };
  }
  if (ended !== 'exit code 0' && counts.failed === 0) {
    console.log(`\nThe suite ${suite} ended with ${ended} though no test failed.`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

/** @returns {() => void} stops it */
function endAfterResult(child, outputFile) {
  let since = Infinity;
  let told = false;
  const timer = setInterval(() => {
    if (since === Infinity && existsSync(outputFile)) since = Date.now();
    const late = Date.now() - since - END_WITHIN_MS;
    if (late > 2_000) child.kill('SIGKILL');
    else if (late > 0 && !told) told = child.kill('SIGUSR2');
  }, 500);
  return () => clearInterval(timer);
}

/**
 * Runs a program with its output in view, and ends whatever it leaves behind: a test that is cut
 * short must not leave a server on this machine.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to the environment of this process
 * @param {object} [options]
 * @param {string | null} [options.label] before each line of its output
 * @param {(child: import('node:child_process').ChildProcess) => () => void} [options.watch] until it ends
 * @returns {Promise<string>} how it ended, "exit code 0" when well
 */
export async function runProgram(
  command,
  args,
  env = {},
  { label = null, watch = () => () => undefined } = {},
) {
  // A process group of its own, which takes in the programs that it starts.
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: label === null ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const printed =
    label === null ? [] : [child.stdout, child.stderr].map((out) => print(out, label));
  const endGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  };
  const interrupted = () => {
    endGroup();
    process.exit(130);
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  const stopWatching = watch(child);
  try {
    return await new Promise((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code, signal) =>
        resolve(signal ? `signal ${signal}` : `exit code ${code}`),
      );
    });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    stopWatching();
    endGroup();
    await Promise.race([Promise.all(printed), wait(LAST_WORDS_MS, undefined, { ref: false })]);
  }
}

/** Line by line, so that two programs do not write into each other's. */
async function print(output, label) {
  for await (const line of createInterface({ input: output })) console.log(`[${label}] ${line}`);
}

/**
 * A file of tests in the JSON that Jest writes, as far as it is read here.
 *
 * @typedef {object} FileResult
 * @property {string} name
 * @property {string} status
 * @property {number} startTime
 * @property {number} endTime
 * @property {string} message what was said of it as a whole
 * @property {{ status: string, fullName: string, failureMessages: string[] }[]} assertionResults
 */

/** @returns {{ testResults: FileResult[] } | null} null: there is no result to read */
function parseResult(json) {
  try {
    const result = JSON.parse(json);
    return Array.isArray(result?.testResults) ? result : null;
  } catch {
    return null;
  }
}

/** What takes long, for whoever wants to make it shorter. */
function printTimes(result, suite, database) {
  if (result === null) return;
  console.log(`\nSeconds for each file of ${suite} (${database}):`);
  for (const { name, startTime, endTime } of result.testResults) {
    const seconds = String(Math.round((endTime - startTime) / 1000));
    console.log(`${seconds.padStart(6)}  ${path.relative(ROOT, name)}`);
  }
}

/** @returns {SuiteResult | null} */
function countTests(result) {
  if (result === null) return null;
  const tests = result.testResults.flatMap((file) => file.assertionResults);
  const withStatus = (...statuses) => tests.filter(({ status }) => statuses.includes(status));
  // A file that does not load, or fails after its last test, has no failed test to be counted by.
  const brokenFiles = result.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  return {
    passed: withStatus('passed').length,
    failed: withStatus('failed').length + brokenFiles.length,
    notRun: withStatus('pending', 'todo', 'skipped', 'disabled').map(({ fullName }) => fullName),
    failures: [
      ...withStatus('failed').map((test) => described(test.fullName, test.failureMessages[0])),
      ...brokenFiles.map((file) => described(path.relative(ROOT, file.name), file.message)),
    ],
  };
}

function described(name, message = '') {
  const said = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [name, ...said.slice(0, LINES_OF_FAILURE)].join('\n    ');
}
