import { existsSync } from 'node:fs';
import path from 'node:path';
import { sidecarName } from '../archive/archive-name';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { copiesToKeep } from './copies-to-keep';
import { hasCopy, withCopy } from './copy-state';
import { findRemains, removeThere } from './delete-copy';
import { exists, openSecondFolder } from './second-folder';
import { withinReach } from './within-reach';

const AGAIN_MS = 15 * 60 * 1000;

/** Sees to it that the second folder has what it should have. */
export class CopyKeeper {
  readonly #site: Site;
  readonly #runner: JobRunner;
  /** By backup: a copy that failed is tried again later, and does not stand in the way of the others. */
  readonly #notBefore = new Map<string, number>();
  /** What was said about the folder last; it is not said each minute. */
  #told: string | null = null;

  constructor(site: Site, runner: JobRunner) {
    this.#site = site;
    this.#runner = runner;
  }

  /**
   * Copies what is missing there, oldest first, each as a job of its own, so that others get their turn in between.
   *
   * @param signal aborted when Strapi ends
   * @throws BackupError JOB_RUNNING; the rest waits for the next look
   */
  async copyMissing(signal: AbortSignal): Promise<void> {
    try {
      const second = await openSecondFolder(this.#site);
      if (second !== null) await this.#copyMissing(second, signal);
      this.#told = null;
    } catch (error) {
      if (isJobRunning(error)) throw error;
      const text = error instanceof Error ? error.message : String(error);
      if (text !== this.#told) this.#site.warn('Backups get no copies.', error);
      this.#told = text;
    }
  }

  async #copyMissing(second: string, signal: AbortSignal): Promise<void> {
    const remains = await findRemains(second);
    if (remains.length > 0) await this.#runner.undisturbed(() => removeThere(remains));
    const { root } = this.#site.folder();
    const missing = await this.#findMissing({ from: root, to: second });
    for (const backup of missing.reverse()) {
      if (signal.aborted) return;
      try {
        await copy(this.#site, this.#runner, backup, { from: root, to: second });
        this.#notBefore.delete(backup.id);
      } catch (error) {
        if (isJobRunning(error)) throw error;
        this.#notBefore.set(backup.id, Date.now() + AGAIN_MS);
        this.#site.warn(`“${backup.name}” could not be copied to the second folder.`, error);
      }
    }
  }

  /** Newest first. What is known to be corrupt is not copied. */
  async #findMissing({ from, to }: { readonly from: string; readonly to: string }) {
    const missing: Backup[] = [];
    for (const backup of await copiesToKeep(this.#site)) {
      const isCopied =
        backup.verification !== 'corrupt' &&
        Date.now() >= (this.#notBefore.get(backup.id) ?? 0) &&
        existsSync(path.join(from, nameOf(backup)));
      if (isCopied && !(await isThere(backup, to))) missing.push(backup);
    }
    return missing;
  }
}

function isJobRunning(error: unknown): boolean {
  return error instanceof BackupError && error.code === 'JOB_RUNNING';
}

async function copy(
  site: Site,
  runner: JobRunner,
  backup: Backup,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { id, name, size, sha256 } = backup;
  if (size === null || sha256 === null) return;
  await runner.holding({ kind: 'copy', recordId: id, name }, async (job) => {
    // It may have been deleted while another job ran.
    const now = await site.backups.get(id);
    if (now === null || (await isThere(now, to))) return;
    job.enter('copy');
    await job.run('copy-archive', {
      from: path.join(from, nameOf(backup)),
      to: path.join(to, nameOf(backup)),
      expected: { size, sha256 },
      minFreeDisk: site.settings.minFreeDisk,
    });
    job.enter('record');
    await site.backups.updateHolding(job.lease, id, { copies: withCopy(now, 'present') });
    job.note('info', 'The archive was copied to the second folder.');
  });
}

/** A deletion that was interrupted may have taken the copy alone, or its sidecar. */
async function isThere(backup: Backup, second: string): Promise<boolean> {
  if (!hasCopy(backup)) return false;
  const archive = path.join(second, nameOf(backup));
  return withinReach(async () => (await exists(archive)) && (await exists(sidecarName(archive))));
}

function nameOf({ fileName }: Backup): string {
  return path.basename(fileName ?? '');
}
