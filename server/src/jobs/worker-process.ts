import { fork, type ChildProcess } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { BackupError, ERROR_STATUS, type ErrorCode } from '../errors';
import type { Progress, WriteLog } from '../progress';
import type { FromWorker, ToWorker, WireError, WorkerSetup } from '../worker/protocol';
import type { TaskInput, TaskName, TaskOutput } from '../worker/tasks';
import { watchLoad } from './watch-load';

/** How long a cancelled worker may take to stop by itself. */
const CANCEL_GRACE_MS = 1_200;
const WATCH_MS = 500;
/** What the worker needs from the environment; everything else may hold secrets of the site. */
const PASSED_ENVIRONMENT = ['PATH', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'BACKUP_PAUSE_DIR'];
/** Old-space limit in MB: buffers live outside of it. */
const HEAP_LIMIT = 96;

interface RunOptions {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress, step: string | null) => void;
  readonly log: WriteLog;
}

/** The parent's side of a worker: one child process, asked to do one task after the other. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #receive: ((message: FromWorker) => void) | null = null;
  #died: ((error: Error) => void) | null = null;
  #end: string | null = null;
  #stderr = '';
  #stopWatchingLoad: () => void = () => undefined;

  /**
   * @param file the worker's compiled entry
   * @param givesWay whether the site goes first when it has much to do
   */
  constructor(file: string, setup: WorkerSetup, givesWay: boolean) {
    const environment = Object.fromEntries(
      PASSED_ENVIRONMENT.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    this.#child = fork(file, [], {
      env: environment,
      execArgv: [`--max-old-space-size=${String(HEAP_LIMIT)}`, '--max-semi-space-size=4'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4_000);
    });
    this.#child.on('message', (message) => this.#receive?.(message as FromWorker));
    this.#child.on('error', (error) => {
      this.#ended(error.message);
    });
    this.#child.on('exit', (code, signal) => {
      this.#ended(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
    this.#send({ type: 'setup', setup });
    if (!givesWay) return;
    this.#stopWatchingLoad = watchLoad((busy) => {
      this.#send({ type: 'load', busy });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Does one task.
   *
   * @throws BackupError CANCELLED after an abort, WORKER_DIED, or what the task threw
   */
  async run<Name extends TaskName>(
    task: Name,
    input: TaskInput<Name>,
    options: RunOptions,
  ): Promise<TaskOutput<Name>> {
    options.signal.throwIfAborted();
    if (this.#end !== null) throw this.#death();
    const watch = watchFiles(options.report);
    let killer: NodeJS.Timeout | undefined;
    const abort = () => {
      this.#send({ type: 'cancel' });
      // A worker inside SQLite does not hear us.
      killer = setTimeout(() => this.#child.kill('SIGKILL'), CANCEL_GRACE_MS);
    };
    options.signal.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise<TaskOutput<Name>>((resolve, reject) => {
        this.#died = reject;
        const receive = (message: FromWorker) => {
          if (message.type === 'progress') watch.report(message.progress, message.step);
          else if (message.type === 'log') options.log(message.level, message.text);
          else if (message.type === 'done') resolve(message.output as TaskOutput<Name>);
          else if (message.type === 'failed') reject(fromWire(message.error, options.log));
        };
        this.#receive = (message) => {
          try {
            receive(message);
          } catch (error) {
            // Whoever listens to progress may end the job: a step after a cancel, a lost lease.
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        this.#send({ type: 'run', task, input: input });
      });
    } catch (error) {
      options.signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(killer);
      watch.stop();
      options.signal.removeEventListener('abort', abort);
      this.#receive = null;
      this.#died = null;
    }
  }

  /** Ends the worker and waits until it is gone: until then it may hold files and locks. */
  async close(): Promise<void> {
    if (this.#end !== null) return;
    const gone = new Promise<void>((resolve) => {
      this.#child.once('exit', () => {
        resolve();
      });
    });
    this.#child.kill('SIGKILL');
    await gone;
  }

  #send(message: ToWorker): void {
    // A failing send means that the child is gone: its exit event says so to whom it matters.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #ended(reason: string): void {
    this.#end ??= reason;
    this.#stopWatchingLoad();
    this.#died?.(this.#death());
  }

  #death(): BackupError {
    return new BackupError(
      'WORKER_DIED',
      'The process that did the work ended unexpectedly. Look at the log of the job and at the memory of the server, then try again.',
      { cause: new Error(`${this.#end ?? 'unknown'} ${this.#stderr}`.trim()) },
    );
  }
}

function fromWire(error: WireError, log: WriteLog): Error {
  log('error', error.detail);
  if (error.code !== null && error.code in ERROR_STATUS) {
    return new BackupError(error.code as ErrorCode, error.message);
  }
  return new BackupError(
    'INTERNAL',
    'Something unexpected went wrong. The log of the job has the details.',
    { cause: new Error(error.message) },
  );
}

/** Reports the size of a growing file while the worker cannot speak. */
function watchFiles(report: RunOptions['report']) {
  let last: { progress: Progress; step: string | null } | null = null;
  const timer = setInterval(() => {
    if (last?.progress.watch === undefined) return;
    const { progress, step } = last;
    stat(last.progress.watch).then(
      (stats) => {
        if (last?.progress === progress) report({ ...progress, done: stats.size }, step);
      },
      // Not there yet, or already renamed.
      () => undefined,
    );
  }, WATCH_MS);
  timer.unref();
  return {
    report: (progress: Progress, step: string | null) => {
      last = { progress, step };
      report(progress, step);
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
