/**
 * node end-with-parent.mjs <program> [argument]...
 *
 * Runs a server that must not outlive the script which needs it, however that ends: when the pipe to
 * this process closes, which also `kill -9` of the script does, the server is asked to end, and made to
 * when it does not.
 */
import { spawn } from 'node:child_process';

const END_WITHIN_MS = 30_000;

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));

function end() {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
}
process.stdin.once('close', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
