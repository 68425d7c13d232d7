import type { CurrentJob, JobProgress } from '../contracts/jobs';
import { JOB_STEPS, type JobKind, type StepName } from '../contracts/steps';
import type { LogLine } from '../contracts/backups';
import { BackupError } from '../errors';
import type { Heartbeat } from '../lease/heartbeat';
import { renewLease, type Lease } from '../lease/lease';
import type { Progress } from '../progress';
import type { Site } from '../site';
import type { TaskInput, TaskName, TaskOutput } from '../worker/tasks';
import { JobLog } from './job-log';
import { ProgressMeter } from './progress-meter';
import { WorkerProcess } from './worker-process';

/** Nobody waits for a backup: the site goes first. While a restore runs it is the site that waits. */
const NICENESS = 19;
const NICENESS_OF_RESTORE = 5;

/** Progress is written to the record at most this often. */
const PERSIST_MS = 1_000;

export interface JobOptions {
  readonly id: string;
  readonly kind: JobKind;
  readonly recordId: string;
  readonly name: string;
}

/** One run of a backup, restore, verification or deletion: what it holds, and how far it is. */
export class Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly recordId: string;
  readonly name: string;
  readonly startedAt = new Date().toISOString();
  readonly lease: Lease;
  readonly heartbeat: Heartbeat;
  readonly log: JobLog;
  /** Called with progress, at most once a second. */
  onProgress: (progress: JobProgress) => Promise<void> = () => Promise.resolve();

  readonly #site: Site;
  readonly #cancel = new AbortController();
  readonly #signal: AbortSignal;
  readonly #meter: ProgressMeter;
  #worker: WorkerProcess | null = null;
  #step: StepName;
  #progress: JobProgress | null = null;
  #persistedAt = 0;
  #persisting: Promise<void> = Promise.resolve();

  constructor(site: Site, options: JobOptions, lease: Lease, heartbeat: Heartbeat, logs: string) {
    this.id = options.id;
    this.kind = options.kind;
    this.recordId = options.recordId;
    this.name = options.name;
    this.lease = lease;
    this.heartbeat = heartbeat;
    this.log = new JobLog(logs, options.recordId);
    this.#site = site;
    this.#signal = AbortSignal.any([this.#cancel.signal, heartbeat.lost]);
    this.#step = JOB_STEPS[options.kind][0].name;
    this.#meter = new ProgressMeter(options.kind, this.#step);
  }

  /** Aborted by a cancel and by the loss of the lease. */
  get signal(): AbortSignal {
    return this.#signal;
  }

  get progress(): JobProgress | null {
    return this.#progress;
  }

  get step(): StepName {
    return this.#step;
  }

  get workerPid(): number | undefined {
    return this.#worker?.pid;
  }

  get cancellable(): boolean {
    return JOB_STEPS[this.kind].find((each) => each.name === this.#step)?.cancellable ?? false;
  }

  /** @throws BackupError NOT_CANCELLABLE once the job is past the point of no return */
  cancel(reason = new BackupError('CANCELLED', 'The job was cancelled.')): void {
    if (!this.cancellable) {
      throw new BackupError(
        'NOT_CANCELLABLE',
        'The job can no longer be stopped: it is putting the new data in place. It ends in a moment; undo it afterwards if you like.',
      );
    }
    this.#cancel.abort(reason);
  }

  enter(step: StepName): void {
    this.#signal.throwIfAborted();
    this.#step = step;
    this.log.write('info', step, `Step ${step} begins.`);
    this.#publish(this.#meter.enter(step), true);
  }

  report(progress: Progress): void {
    this.#publish(this.#meter.report(progress), false);
  }

  note(level: LogLine['level'], text: string): void {
    this.log.write(level, this.#step, text);
  }

  /**
   * Has the worker do one task; its progress becomes the job's.
   *
   * @param onStep called when the task itself goes from one step to the next
   */
  async run<Name extends TaskName>(
    task: Name,
    input: TaskInput<Name>,
    options: {
      readonly onStep?: (step: string) => void;
      readonly report?: (progress: Progress) => void;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<TaskOutput<Name>> {
    const isRestore = this.kind === 'restore';
    this.#worker ??= new WorkerProcess(
      this.#site.workerFile,
      {
        database: this.#site.database,
        niceness: isRestore ? NICENESS_OF_RESTORE : NICENESS,
      },
      !isRestore,
    );
    let step: string | null = null;
    const report = options.report ?? ((progress) => this.report(progress));
    return this.#worker.run(task, input, {
      signal: options.signal ?? this.#signal,
      log: (level, text) => {
        this.note(level, text);
      },
      report: (progress, taskStep) => {
        if (taskStep !== null && taskStep !== step) {
          step = taskStep;
          options.onStep?.(taskStep);
        }
        report(progress);
      },
    });
  }

  describe(): CurrentJob {
    return {
      id: this.id,
      kind: this.kind,
      recordId: this.recordId,
      name: this.name,
      startedAt: this.startedAt,
      progress: this.#progress,
      cancellable: this.cancellable,
    };
  }

  /** Ends the worker, so that nothing of this job moves any more. */
  async stopWorker(): Promise<void> {
    await this.#worker?.close();
    this.#worker = null;
  }

  /** Whether the lease is still ours; whoever lost it must not write, delete or move anything more. */
  async stillHolds(): Promise<boolean> {
    try {
      await renewLease(this.#site.connection, this.lease, this.#site.settings.lease.expiryMs);
      return true;
    } catch (error) {
      if (error instanceof BackupError && error.code === 'LEASE_LOST') return false;
      throw error;
    }
  }

  async settle(): Promise<void> {
    await this.#persisting;
  }

  #publish(progress: JobProgress, now: boolean): void {
    this.#progress = progress;
    const time = Date.now();
    if (!now && time - this.#persistedAt < PERSIST_MS) return;
    this.#persistedAt = time;
    this.#persisting = this.#persisting
      .then(() => this.onProgress(progress))
      // Progress that cannot be written (the swap holds the lock) is shown from memory.
      .catch(() => undefined);
  }
}
