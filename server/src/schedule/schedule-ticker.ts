import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';
import { cleanUp } from '../retention/clean-up';
import type { Site } from '../site';
import { runDueSchedules } from './run-due-schedules';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What happens by itself: due schedules, and the clean-up after them and once a day. */
export class ScheduleTicker {
  readonly #site: Site;
  readonly #runner: JobRunner;
  #running: Promise<void> | null = null;
  #cleanedAt = Date.now();
  /** Backups were made since, or it was a day ago. */
  #cleanUpDue = false;
  readonly #stop = new AbortController();

  constructor(site: Site, runner: JobRunner) {
    this.#site = site;
    this.#runner = runner;
  }

  /** Does what is due, unless an earlier look is still at it. */
  async tick(): Promise<void> {
    if (this.#stop.signal.aborted || this.#running !== null) return;
    this.#running = this.#work()
      .catch((error: unknown) => {
        this.#site.warn('Schedules could not be looked after; the next try is in a minute.', error);
      })
      .finally(() => {
        this.#running = null;
      });
    await this.#running;
  }

  stop(): void {
    this.#stop.abort();
  }

  async settledDown(): Promise<void> {
    await this.#running;
  }

  async #work(): Promise<void> {
    const made = await runDueSchedules(this.#site, this.#runner, this.#stop.signal);
    this.#cleanUpDue ||= made > 0 || Date.now() - this.#cleanedAt >= DAY_MS;
    if (this.#stop.signal.aborted || !this.#cleanUpDue) return;
    try {
      await cleanUp(this.#site, this.#runner);
      this.#cleanedAt = Date.now();
      this.#cleanUpDue = false;
    } catch (error) {
      // It yields to whatever runs, and is tried at the next look.
      if (!(error instanceof BackupError && error.code === 'JOB_RUNNING')) throw error;
    }
  }
}
