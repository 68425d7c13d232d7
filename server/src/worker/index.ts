/**
 * The child process that does the heavy work: at low priority, one task at a time, and gone as soon
 * as its parent is gone.
 */
import { asDiskError } from '../archive/disk-error';
import { isServerHere } from '../database/is-server-here';
import { openEngine } from '../database/open-engine';
import { BackupError } from '../errors';
import { setSiteIsBusy, shareWithServer } from '../give-way';
import { lowerPriority } from './lower-priority';
import { paceProgress } from './pace-progress';
import type { FromWorker, ToWorker, WireError, WorkerSetup } from './protocol';
import { TASKS, type TaskContext } from './tasks';

let setup: WorkerSetup | null = null;
let running: AbortController | null = null;

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

async function run(message: Extract<ToWorker, { type: 'run' }>): Promise<void> {
  if (setup === null) throw new Error('The worker was not set up.');
  running = new AbortController();
  const context: TaskContext = {
    engine: openEngine(setup.database),
    signal: running.signal,
    report: paceProgress((progress, step) => {
      send({ type: 'progress', step, progress });
    }),
    log: (level, text) => {
      send({ type: 'log', level, text });
    },
  };
  // The names and inputs are tied together by `TaskInput`; TypeScript cannot follow that here.
  const task = TASKS[message.task] as (
    input: typeof message.input,
    context: TaskContext,
  ) => ReturnType<(typeof TASKS)[typeof message.task]>;
  try {
    send({ type: 'done', output: await task(message.input, context) });
  } catch (error) {
    send({ type: 'failed', error: wireError(asDiskError(error)) });
  } finally {
    running = null;
  }
}

function wireError(error: unknown): WireError {
  const cause = error instanceof Error ? error : new Error(String(error));
  const deeper = cause.cause instanceof Error ? ` | ${cause.cause.message}` : '';
  return {
    code: error instanceof BackupError ? error.code : null,
    message: cause.message,
    detail: `${cause.stack ?? cause.message}${deeper}`,
  };
}

process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'setup':
      setup = message.setup;
      lowerPriority(setup.niceness);
      if (isServerHere(setup.database)) shareWithServer();
      send({ type: 'ready' });
      break;
    case 'run':
      void run(message);
      break;
    case 'load':
      setSiteIsBusy(message.busy);
      break;
    case 'cancel':
      running?.abort(new BackupError('CANCELLED', 'The job was cancelled.'));
      break;
  }
});
process.on('disconnect', () => {
  // Whoever is left decides by the journal what becomes of the job.
  process.exit(1);
});
// A terminal's Ctrl-C reaches the whole group; the parent decides when the worker ends.
process.on('SIGINT', () => undefined);
