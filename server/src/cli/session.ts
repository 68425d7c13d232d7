import { statSync } from 'node:fs';
import { keepNote } from '../catalog/keep-note';
import type { AuditAction, AuditNote } from '../contracts/audit';
import type { Actor } from '../contracts/backups';
import { JobRunner, type StartedJob } from '../jobs/job-runner';
import { tryRecovery } from '../recovery/watch-for-recovery';
import type { Site, SiteEvent } from '../site';
import { openOfflineSite, type OfflineSite } from '../strapi/compose-offline-site';
import { loadApp } from '../strapi/load-app';
import { UploadQueue } from '../upload/upload-queue';
import type { Interruption } from './interruption';
import type { Output } from './output';
import { followJob } from './progress/follow-job';

/** Where a note says that something was done. */
const ORIGIN = 'command line';

interface Seen {
  readonly event: SiteEvent;
  readonly id: string;
}

/** An opened site, for as long as one command runs. */
export class Session {
  readonly site: Site;
  readonly runner: JobRunner;
  readonly uploads: UploadQueue;
  readonly actor: Actor;
  /** What has happened in this process. */
  readonly seen: readonly Seen[];
  /** What nobody waited for and did not work. */
  readonly warnings: readonly string[];
  readonly #offline: OfflineSite;
  readonly #output: Output;
  readonly #interruption: Interruption;

  private constructor(
    offline: OfflineSite,
    happened: { readonly seen: Seen[]; readonly warnings: string[] },
    by: { readonly actor: Actor; readonly output: Output; readonly interruption: Interruption },
  ) {
    this.#offline = offline;
    this.site = offline.site;
    this.runner = new JobRunner(offline.site);
    this.uploads = new UploadQueue(offline.site, this.runner);
    this.actor = by.actor;
    this.seen = happened.seen;
    this.warnings = happened.warnings;
    this.#output = by.output;
    this.#interruption = by.interruption;
  }

  /**
   * @param appDir absolute
   * @throws BackupError APP_NOT_FOUND, APP_NOT_READY, DATABASE_UNREACHABLE, CANCELLED
   */
  static async open(
    appDir: string,
    by: { readonly actor: Actor; readonly output: Output; readonly interruption: Interruption },
  ): Promise<Session> {
    const happened: { seen: Seen[]; warnings: string[] } = { seen: [], warnings: [] };
    const app = await loadApp(appDir);
    by.interruption.signal.throwIfAborted();
    const say = (text: string, error: unknown): void => {
      by.output.warn(`${text} ${error instanceof Error ? error.message : ''}`.trim());
    };
    const offline = await openOfflineSite(app, {
      emit: (event, { id }) => {
        happened.seen.push({ event, id });
      },
      warn: (text, error) => {
        happened.warnings.push(text);
        say(text, error);
      },
      warnOfNotice: say,
    });
    return new Session(offline, happened, by);
  }

  /** Puts in order what an interrupted job has left, unless somebody is at it. */
  async recover(): Promise<void> {
    this.#warnOfOtherOwner();
    this.site.notifier.start();
    if ((await tryRecovery(this.site)) === 'done') await this.#offline.reread();
  }

  async follow(started: StartedJob): Promise<void> {
    await followJob(started, this.#output, this.#interruption);
  }

  /** Into the audit trail. */
  async note(
    action: AuditAction,
    subject: string,
    detail: AuditNote['detail'] = {},
  ): Promise<void> {
    await keepNote(this.site, { action, subject, actor: this.actor, origin: ORIGIN, detail });
  }

  /** After a restore: this process no longer counts among those who let requests through. */
  async leaveGate(): Promise<void> {
    await this.#offline.gate.stop();
  }

  async close(): Promise<void> {
    this.uploads.stop();
    await this.runner.stop();
    await this.site.notifier.settledDown();
    await this.#offline.close();
  }

  /** What root makes is root's: a Strapi that is not could neither restore nor delete it. */
  #warnOfOtherOwner(): void {
    const { root } = this.site.folder();
    const { uid } = statSync(root);
    const own = process.getuid?.();
    if (own === undefined || own === uid) return;
    this.#output.warn(
      `The backup folder belongs to another account (uid ${String(uid)}), and what you make now will be yours (uid ${String(own)}). Run this command as the account that runs Strapi.`,
    );
  }
}
