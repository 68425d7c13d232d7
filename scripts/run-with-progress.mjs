import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, ROOT } from './paths.mjs';

const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
/** A log without a terminal gets one line in this time, so that nobody takes silence for a hang. */
const PLAIN_LINE_EVERY_MS = 10_000;
const TAIL_LINES = 40;

/**
 * Runs a program whose output nobody needs unless it fails, and shows that it is still at work:
 * elapsed seconds on one line of a terminal, a plain line every 10 s elsewhere.
 *
 * @param {object} options
 * @param {string} options.title what is being done, as in "Building the plugin"
 * @param {string} options.command program, found on PATH, run without a shell
 * @param {string[]} options.args
 * @param {string} [options.cwd] default: the repository's root
 * @param {NodeJS.ProcessEnv} [options.env] added to the environment of this process
 * @returns {Promise<void>}
 * @throws {Error} with the last lines of the output when the program fails or cannot be started
 */
export async function runWithProgress({ title, command, args, cwd = ROOT, env = {} }) {
  const logFile = path.join(
    CACHE,
    'logs',
    `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`,
  );
  await mkdir(path.dirname(logFile), { recursive: true });

  const started = Date.now();
  const stopShowing = showElapsed(title, started);
  let outcome;
  try {
    outcome = await run(command, args, { cwd, env: { ...process.env, ...env } }, logFile);
  } finally {
    stopShowing();
  }

  if (outcome !== 'exit code 0') {
    const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-TAIL_LINES);
    throw new Error(
      `${title}: failed (${outcome}). Last lines of ${path.relative(ROOT, logFile)}:\n\n` +
        lines.join('\n'),
    );
  }
  console.log(`✓ ${title} (${elapsed(started)})`);
}

/** Resolves to a sentence about how the program ended, when its whole output is in the log. */
function run(command, args, options, logFile) {
  return new Promise((resolve) => {
    const log = createWriteStream(logFile);
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    // A script that is ended in the middle leaves nothing at work.
    const end = () => void child.kill();
    process.once('exit', end);
    let failure;
    child.on('error', (error) => {
      failure = error.message;
    });
    child.on('close', (code, signal) => {
      process.off('exit', end);
      log.end(() => resolve(failure ?? (signal ? `signal ${signal}` : `exit code ${code}`)));
    });
  });
}

function showElapsed(title, started) {
  if (!process.stdout.isTTY) {
    console.log(`  ${title} …`);
    const timer = setInterval(
      () => console.log(`  ${title} … ${elapsed(started)}`),
      PLAIN_LINE_EVERY_MS,
    );
    return () => clearInterval(timer);
  }

  let turn = 0;
  const draw = () => {
    process.stdout.write(
      `\r\x1b[K${SPINNER[turn++ % SPINNER.length]} ${title} … ${elapsed(started)}`,
    );
  };
  draw();
  const timer = setInterval(draw, 100);
  return () => {
    clearInterval(timer);
    process.stdout.write('\r\x1b[K');
  };
}

function elapsed(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}
