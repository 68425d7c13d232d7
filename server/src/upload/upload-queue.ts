import { existsSync } from 'node:fs';
import { asDiskError } from '../archive/disk-error';
import type { Upload } from '../contracts/uploads';
import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { startAdoption, unknownUpload } from './adopt-upload';
import { UploadFiles, type UploadedFile, type UploadOutcome } from './upload-files';

const TRY_AGAIN_MS = 2_000;
/** Afterwards it is tried every ten minutes, and at the next start. */
const QUICK_TRIES = 3;

interface Waiter {
  readonly resolve: (outcome: UploadOutcome) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Takes complete uploads in, one after the other, each when no other job runs. What is waiting is in
 * the folder of uploads, so nothing is lost with this process.
 */
export class UploadQueue {
  readonly #site: Site;
  readonly #runner: JobRunner;
  readonly #waiters = new Map<string, Waiter[]>();
  /** Why uploads are still waiting, and how often that was met. */
  readonly #failures = new Map<string, { error: Error; times: number }>();
  /** How often in a row the folder itself could not be gone through. */
  #troubles = 0;
  #working: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(site: Site, runner: JobRunner) {
    this.#site = site;
    this.#runner = runner;
  }

  /** @throws BackupError FOLDER_SERVED, FOLDER_UNUSABLE */
  get files(): UploadFiles {
    return new UploadFiles(this.#site.folder().uploads);
  }

  /** There may be something to be taken in. */
  kick(): void {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#working !== null) {
      this.#again = true;
      return;
    }
    this.#working = this.#takeIn()
      .then(
        () => {
          this.#troubles = 0;
        },
        (error: unknown) => {
          this.#site.warn('Uploads could not be taken in; they are tried again.', error);
          this.#refuseWaiters(error);
          this.#troubles += 1;
          if (this.#troubles < QUICK_TRIES) this.#tryAgain();
        },
      )
      .finally(() => {
        this.#working = null;
        if (!this.#again) return;
        this.#again = false;
        this.kick();
      });
  }

  /**
   * Waits for the verdict on a complete upload.
   *
   * @throws BackupError UNKNOWN_UPLOAD, and what keeps the upload from being taken in now
   */
  verdict(id: string): Promise<UploadOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, [...(this.#waiters.get(id) ?? []), { resolve, reject }]);
      this.kick();
    });
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#tell();
  }

  /** When nothing of it moves any more. */
  async settledDown(): Promise<void> {
    await this.#working;
  }

  list(): Upload[] {
    const { files } = this;
    const done = files.outcomes().map(({ id, ...outcome }) => asUpload(id, outcome));
    const open = files.list().map((upload) => this.#describe(upload));
    return [...open, ...done].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** @throws BackupError UNKNOWN_UPLOAD */
  get(id: string): Upload {
    const { files } = this;
    const outcome = files.outcome(id);
    if (outcome !== null) return asUpload(id, outcome);
    const upload = files.get(id);
    if (upload === null) throw unknownUpload();
    return this.#describe(upload);
  }

  async #takeIn(): Promise<void> {
    const { files } = this;
    for (const upload of files.list()) {
      if (this.#stopped) break;
      if (!isComplete(upload)) continue;
      const before = this.#failures.get(upload.id)?.times ?? 0;
      this.#failures.delete(upload.id);
      const failed = (thrown: unknown): void => {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        this.#failures.set(upload.id, { error, times: before + 1 });
      };
      const ended = await this.#takeInOne(files, upload, failed).catch((error: unknown) => {
        failed(asDiskError(error));
        return true;
      });
      if (!ended) {
        this.#tryAgain();
        break;
      }
      if (this.#failures.has(upload.id) && before + 1 < QUICK_TRIES) this.#tryAgain();
    }
    this.#tell();
  }

  #tryAgain(): void {
    if (this.#stopped || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.kick();
    }, TRY_AGAIN_MS);
    this.#timer.unref();
  }

  /** @returns false while another job runs */
  async #takeInOne(
    files: UploadFiles,
    upload: UploadedFile,
    failed: (thrown: unknown) => void,
  ): Promise<boolean> {
    if (files.outcome(upload.id) !== null) {
      // Something could not be removed when it got its verdict.
      await files.removeBytes(upload.id);
      return true;
    }
    const known = upload.backupId === null ? null : await this.#site.backups.get(upload.backupId);
    // Whoever placed it was interrupted: recovery decides first what its archive is.
    if (known?.status === 'running' || known?.status === 'pending') return false;
    if (upload.backupId !== null && (known?.status === 'completed' || !existsSync(upload.file))) {
      await this.#settlePlaced(files, upload, upload.backupId);
      return true;
    }
    try {
      const { ended } = await startAdoption(this.#site, this.#runner, files, upload, failed);
      await ended;
    } catch (error) {
      if (error instanceof BackupError && error.code === 'JOB_RUNNING') return false;
      throw error;
    }
    return true;
  }

  /** Its bytes had got their place when the process was killed, and recovery has made the backup of them. */
  async #settlePlaced(files: UploadFiles, upload: UploadedFile, backupId: string): Promise<void> {
    const backup = await this.#site.backups.get(backupId);
    if (backup?.status === 'completed') await files.settle(upload, { backupId, error: null });
    else if (backup === null) await files.remove(upload.id);
  }

  /** Answers everybody who waits for something that is settled. */
  #tell(): void {
    const files = this.#stopped ? null : this.files;
    for (const [id, waiters] of this.#waiters) {
      const outcome = files?.outcome(id) ?? null;
      const failure =
        this.#failures.get(id)?.error ?? (files?.get(id) == null ? unknownUpload() : null);
      if (outcome === null && failure === null) continue;
      this.#waiters.delete(id);
      for (const { resolve, reject } of waiters) {
        if (outcome !== null) resolve(outcome);
        else reject(failure);
      }
    }
  }

  #refuseWaiters(error: unknown): void {
    const waiters = [...this.#waiters.values()].flat();
    this.#waiters.clear();
    for (const { reject } of waiters) reject(error);
  }

  #describe(upload: UploadedFile): Upload {
    const { id, found, fileName, size, received, createdAt } = upload;
    const checking = this.#runner.current?.recordId === id;
    const failure = this.#failures.get(id)?.error;
    return {
      id,
      found,
      fileName,
      size,
      received,
      createdAt,
      state: !isComplete(upload) ? 'receiving' : checking ? 'checking' : 'waiting',
      backupId: null,
      error:
        failure instanceof BackupError ? { code: failure.code, message: failure.message } : null,
    };
  }
}

function isComplete({ received, size }: UploadedFile): boolean {
  return received === size && size > 0;
}

function asUpload(id: string, outcome: UploadOutcome): Upload {
  const { size, error } = outcome;
  return { id, ...outcome, received: size, state: error === null ? 'completed' : 'refused' };
}
