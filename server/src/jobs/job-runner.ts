import { setTimeout as wait } from 'node:timers/promises';
import type { CurrentJob } from '../contracts/jobs';
import { BackupError } from '../errors';
import { startHeartbeat } from '../lease/heartbeat';
import { acquireLease, readLease, releaseLease, type Lease } from '../lease/lease';
import { randomId } from '../random-id';
import { readActiveJournal } from '../restore/journal';
import type { Site } from '../site';
import type { BackupFolder } from '../storage/backup-folder';
import { Job, type JobOptions } from './job';

/** Recovery seldom takes longer, also until it begins; nobody should be refused for what they cannot see. */
const PATIENCE_WITH_RECOVERY_MS = 5_000;
const TRY_AGAIN_MS = 100;

export interface StartedJob {
  readonly job: Job;
  /** Settles when the job has ended, its record is final and the lease is free; never rejects. */
  readonly ended: Promise<void>;
}

/** Starts jobs: one at a time for the whole site, by the lease. */
export class JobRunner {
  readonly #site: Site;
  #current: StartedJob | null = null;

  constructor(site: Site) {
    this.#site = site;
  }

  /** The job of this process. */
  get current(): Job | null {
    return this.#current?.job ?? null;
  }

  /** The job of the site, whichever instance runs it. */
  async describeCurrent(): Promise<CurrentJob | null> {
    if (this.#current !== null) return this.#current.job.describe();
    const state = await readLease(this.#site.connection);
    // Recovery holds the lease without a job.
    if (state.holder === null || state.leftMs <= 0 || !state.job) return null;
    const told = JSON.parse(state.job) as Pick<
      CurrentJob,
      'id' | 'kind' | 'recordId' | 'name' | 'startedAt'
    >;
    return { ...told, progress: null, cancellable: false };
  }

  /**
   * Takes the lease and starts the work in the background.
   *
   * @param begin runs before the answer, holding the lease: makes the record
   * @param work the job itself; it makes its record final, whatever happens
   * @throws BackupError JOB_RUNNING, naming the job
   */
  async start(
    options: Omit<JobOptions, 'id'>,
    begin: (job: Job) => Promise<void>,
    work: (job: Job) => Promise<void>,
  ): Promise<StartedJob> {
    const site = this.#site;
    const { connection, settings } = site;
    const id = randomId();
    const told = {
      id,
      ...options,
      name: options.name.slice(0, 120),
      startedAt: new Date().toISOString(),
    };
    const lease = await this.#acquire(id, JSON.stringify(told));
    const folder = await this.#openFolder(lease);
    const { heartbeatMs, expiryMs } = settings.lease;
    const heartbeat = startHeartbeat(connection, lease, heartbeatMs, expiryMs);
    const job = new Job(site, { id, ...options }, lease, heartbeat, folder.logs);
    const end = async () => {
      await job.stopWorker();
      await job.settle();
      await heartbeat.stop();
      if (this.#current?.job === job) this.#current = null;
      await releaseLease(connection, lease);
    };
    try {
      await begin(job);
    } catch (error) {
      await end();
      throw error;
    }
    const ended = work(job)
      .catch((error: unknown) => {
        site.warn(`The ${options.kind} job ${id} ended with an error that nobody handled.`, error);
      })
      .then(end)
      .catch((error: unknown) => {
        site.warn(
          'The lease of a finished job could not be given back; it expires by itself.',
          error,
        );
      });
    this.#current = { job, ended };
    return this.#current;
  }

  /**
   * Does something short that needs the lease, and waits for it.
   *
   * @throws BackupError JOB_RUNNING, and what `act` throws
   */
  async holding<Result>(
    options: Omit<JobOptions, 'id'>,
    act: (job: Job) => Promise<Result>,
  ): Promise<Result> {
    const done: Promise<Result>[] = [];
    const { ended } = await this.start(
      options,
      () => Promise.resolve(),
      async (job) => {
        const doing = act(job);
        done.push(doing);
        // Whoever called hears of it.
        await doing.catch(() => undefined);
      },
    );
    await ended;
    const [result] = await Promise.all(done);
    return result as Result;
  }

  /** Stops the running job of this process, for a shutdown. */
  async stop(): Promise<void> {
    const current = this.#current;
    if (current === null) return;
    try {
      current.job.cancel(
        new BackupError('INTERRUPTED', 'Strapi was stopped while the job was running.'),
      );
    } catch {
      // Past the commit point: it is quicker to finish than to leave it to recovery.
    }
    await current.ended;
  }

  /**
   * Does something that must not happen while a job runs, and is not worth to be shown as one.
   *
   * @throws BackupError JOB_RUNNING, and what `act` throws
   */
  async undisturbed<Result>(act: () => Promise<Result>): Promise<Result> {
    const lease = await this.#acquire(randomId(), '');
    const { connection, settings } = this.#site;
    const { heartbeatMs, expiryMs } = settings.lease;
    const heartbeat = startHeartbeat(connection, lease, heartbeatMs, expiryMs);
    try {
      return await act();
    } finally {
      await heartbeat.stop();
      await releaseLease(connection, lease);
    }
  }

  /** As the settings say that are stored now, and not as they were known a moment ago. */
  async #openFolder(lease: Lease): Promise<BackupFolder> {
    const { connection, settingsStore } = this.#site;
    try {
      await settingsStore.reload();
      return this.#site.folder();
    } catch (error) {
      await releaseLease(connection, lease);
      throw error;
    }
  }

  /** A restore that could not be finished: recovery comes again, and nothing else before it. */
  async #requireRest(lease: Lease): Promise<void> {
    const { connection, recovery } = this.#site;
    try {
      if ((await readActiveJournal(connection)) === null) return;
      recovery.ask();
      throw runningRecovery();
    } catch (error) {
      await releaseLease(connection, lease);
      throw error;
    }
  }

  async #acquire(id: string, told: string): Promise<Lease> {
    const { connection, settings } = this.#site;
    const deadline = Date.now() + PATIENCE_WITH_RECOVERY_MS;
    for (;;) {
      const lease = await acquireLease(connection, id, told, settings.lease.expiryMs);
      if (lease !== null) {
        await this.#requireRest(lease);
        return lease;
      }
      const current = await this.describeCurrent();
      if (current !== null) throw runningJob(current);
      if (Date.now() > deadline) throw runningRecovery();
      await wait(TRY_AGAIN_MS);
    }
  }
}

function runningJob({ id, recordId, kind, name }: CurrentJob): BackupError {
  return new BackupError(
    'JOB_RUNNING',
    `Another job (${kind} “${name}”) is running. Wait until it is done, or cancel it, then try again.`,
    { detail: { jobId: id, recordId } },
  );
}

function runningRecovery(): BackupError {
  return new BackupError(
    'JOB_RUNNING',
    'What an interrupted job left is being put in order. Wait a moment, then try again.',
  );
}
