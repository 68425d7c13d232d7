import { keepNote } from '../catalog/keep-note';
import { CopyKeeper } from '../copies/copy-keeper';
import { BackupError } from '../errors';
import { tellHealthChange } from '../health/tell-health-change';
import type { JobRunner } from '../jobs/job-runner';
import { cleanUp } from '../retention/clean-up';
import type { Site } from '../site';
import { runDueSchedules } from './run-due-schedules';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What happens by itself: due schedules, and the clean-up after them and once a day. */
export class ScheduleTicker {
  readonly #site: Site;
  readonly #runner: JobRunner;
  readonly #copies: CopyKeeper;
  #running: Promise<void> | null = null;
  #cleanedAt = Date.now();
  /** Backups were made since, or it was a day ago. */
  #cleanUpDue = false;
  readonly #stop = new AbortController();

  constructor(site: Site, runner: JobRunner) {
    this.#site = site;
    this.#runner = runner;
    this.#copies = new CopyKeeper(site, runner);
  }

  /** Does what is due, unless an earlier look is still at it. */
  async tick(): Promise<void> {
    if (this.#stop.signal.aborted || this.#running !== null) return;
    this.#running = this.#work()
      .catch((error: unknown) => {
        this.#site.warn('Schedules could not be looked after; the next try is in a minute.', error);
      })
      // Also when nothing of that could be done, since then that is what has to be told.
      .then(() => this.#tellHealth())
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
    await this.#site.settingsStore.refresh();
    const made = await runDueSchedules(this.#site, this.#runner, this.#stop.signal);
    this.#cleanUpDue ||= made > 0 || Date.now() - this.#cleanedAt >= DAY_MS;
    await this.#unlessBusy(() => this.#copies.copyMissing(this.#stop.signal));
    if (this.#cleanUpDue) await this.#unlessBusy(() => this.#cleanUp());
  }

  async #tellHealth(): Promise<void> {
    if (!this.#stop.signal.aborted) await tellHealthChange(this.#site);
  }

  /** What can wait yields to whatever runs, and is tried at the next look. */
  async #unlessBusy(act: () => Promise<void>): Promise<void> {
    if (this.#stop.signal.aborted) return;
    try {
      await act();
    } catch (error) {
      if (!(error instanceof BackupError && error.code === 'JOB_RUNNING')) throw error;
    }
  }

  async #cleanUp(): Promise<void> {
    const { deleted, bytes } = await cleanUp(this.#site, this.#runner);
    this.#cleanedAt = Date.now();
    this.#cleanUpDue = false;
    if (deleted.length === 0) return;
    await keepNote(this.#site, {
      ...{ action: 'cleanup', subject: 'all', origin: 'server' },
      actor: { id: null, email: null, name: 'By itself' },
      detail: { deleted: deleted.length, bytes },
    });
  }
}
