import { setTimeout as wait } from 'node:timers/promises';
import type { Backup } from '../contracts/backups';
import type { Health } from '../contracts/health';
import type { NoticeChannel, NoticeFailure, NoticeSite, PastTrouble } from '../contracts/notices';
import type { Schedule } from '../contracts/schedules';
import type { Settings } from '../contracts/settings';
import { randomId } from '../random-id';
import { composeMessage } from './compose-message';
import type { Notice } from './notice';
import { NoticeError } from './notice-error';
import { NoticeQueue } from './notice-queue';
import { createMailer, MAIL_LIMITS, type MailLimits, type SendThroughStrapi } from './send-mail';
import { sendWebhook, WEBHOOK_LIMITS, type WebhookLimits } from './send-webhook';
import { webhookPayload } from './webhook-payload';
import { isMailed, isToldOf } from './who-is-told';

export interface NotifierParts {
  /** Those of this moment. */
  readonly settings: () => Settings | Promise<Settings>;
  readonly sendThroughStrapi: SendThroughStrapi;
  /** `url`: of the admin panel, where it is known. */
  readonly identity: { readonly id: string; readonly name: string; readonly url?: string | null };
  /** For the server's log. */
  readonly warn: (text: string, error: unknown) => void;
  /** Tests shorten them. */
  readonly limits?: {
    readonly mail?: MailLimits;
    readonly webhook?: WebhookLimits;
    /** How long a shutdown waits for notices, in milliseconds. */
    readonly settleMs?: number;
  };
}

const CHANNELS = ['mail', 'webhook'] as const satisfies readonly NoticeChannel[];
const CALLED = { mail: 'e-mail', webhook: 'webhook' } as const;
const MAY_WAIT = 100;
const SETTLE_MS = 5_000;

/**
 * Tells people and programs what became of backups. Nothing of it is waited for, and nothing of it fails what it is
 * about: what did not arrive is logged, and shown with the health of the site until the next one does.
 */
export class Notifier {
  readonly #parts: NotifierParts;
  readonly #queues: Readonly<Record<NoticeChannel, NoticeQueue>>;
  readonly #failures = new Map<NoticeChannel, NoticeFailure>();
  readonly #stop = new AbortController();

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    // One does not wait behind the other, which may hang.
    const queue = (channel: NoticeChannel): NoticeQueue =>
      new NoticeQueue(MAY_WAIT, () => {
        this.#failed(
          channel,
          new NoticeError(channel, 'Too many were waiting, so the oldest was given up.'),
        );
      });
    this.#queues = { mail: queue('mail'), webhook: queue('webhook') };
  }

  /** From here on notices are sent. Those of before, as of a recovery while Strapi starts, have been waiting. */
  start(): void {
    for (const channel of CHANNELS) this.#queues[channel].start();
  }

  /**
   * @param record with its final status
   * @param schedule that it was made by, as it is after this run; null: there is none
   */
  backupEnded(record: Backup, schedule: Schedule | null): void {
    if (!isToldOf(record, schedule)) return;
    this.#tell(
      {
        event: record.status === 'completed' ? 'backup.completed' : 'backup.failed',
        site: this.#site(),
        at: record.finishedAt ?? new Date().toISOString(),
        backup: record,
        schedule:
          schedule === null
            ? null
            : { id: schedule.id, name: schedule.name, nextRunAt: schedule.nextRunAt },
      },
      schedule?.notify ?? null,
    );
  }

  /**
   * Told by whoever decides that it has changed, once for all instances.
   *
   * @param before what had been wrong; null when nothing was
   */
  healthChanged(before: PastTrouble | null, now: Health): void {
    const shared = { site: this.#site(), at: new Date().toISOString(), health: now };
    if (now.state === 'unhealthy') this.#tell({ ...shared, event: 'health.unhealthy' }, null);
    else if (before !== null) this.#tell({ ...shared, event: 'health.recovered', before }, null);
  }

  /**
   * Sends a test and waits for it; a webhook is tried once.
   *
   * @param settings those to be tried, stored or not
   * @throws NoticeError, with a sentence for people
   */
  async test(channel: NoticeChannel, settings: Settings): Promise<void> {
    const notice = { event: 'test', site: this.#site(), at: new Date().toISOString() } as const;
    if (channel === 'webhook' && settings.webhook.url === null) {
      throw new NoticeError('webhook', 'There is no address to send it to. Enter one.');
    }
    try {
      await this.#send(channel, notice, settings, []);
    } catch (error) {
      throw error instanceof NoticeError ? error : this.#unexpected(channel, error);
    }
    // What was wrong is right now; otherwise this would be said until the next backup fails.
    this.#failures.delete(channel);
  }

  /** The last notice of each channel, where it did not arrive. Of this process. */
  lastFailures(): NoticeFailure[] {
    return CHANNELS.flatMap((channel) => this.#failures.get(channel) ?? []);
  }

  /** Waits a moment for what is being sent, and ends it; for a shutdown. */
  async settledDown(): Promise<void> {
    const patience = new AbortController();
    const settleMs = this.#parts.limits?.settleMs ?? SETTLE_MS;
    await Promise.race([
      Promise.all(CHANNELS.map((channel) => this.#queues[channel].settled())),
      wait(settleMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    this.#stop.abort();
  }

  #tell(notice: Notice, notify: Schedule['notify']): void {
    for (const channel of CHANNELS) {
      this.#queues[channel].add(async () => {
        if (this.#stop.signal.aborted) return;
        try {
          const settings = await this.#parts.settings();
          if (!isWanted(channel, notice, notify, settings)) return;
          await this.#send(channel, notice, settings, null);
          this.#failures.delete(channel);
        } catch (error) {
          this.#failed(
            channel,
            error instanceof NoticeError ? error : this.#unexpected(channel, error),
          );
        }
      });
    }
  }

  async #send(
    channel: NoticeChannel,
    notice: Notice,
    settings: Settings,
    pausesMs: readonly number[] | null,
  ): Promise<void> {
    const { limits, sendThroughStrapi } = this.#parts;
    if (channel === 'mail') {
      const message = composeMessage(notice, settings.mail.language);
      const mailer = createMailer(settings.mail, sendThroughStrapi, limits?.mail ?? MAIL_LIMITS);
      await mailer.send(message, this.#stop.signal);
      return;
    }
    const { url, secret } = settings.webhook;
    if (url === null) return;
    const usual = limits?.webhook ?? WEBHOOK_LIMITS;
    await sendWebhook(
      { url, secret },
      webhookPayload(notice, randomId()),
      this.#stop.signal,
      pausesMs === null ? usual : { ...usual, pausesMs },
    );
  }

  /** A mistake of ours, or settings that cannot be read. The error goes to the log alone. */
  #unexpected(channel: NoticeChannel, error: unknown): NoticeError {
    this.#parts.warn(`Something unexpected went wrong with a notice by ${CALLED[channel]}.`, error);
    return new NoticeError(
      channel,
      'Something unexpected went wrong. The log of the server has it.',
    );
  }

  #failed(channel: NoticeChannel, { message }: NoticeError): void {
    this.#failures.set(channel, { at: new Date().toISOString(), channel, message });
    this.#parts.warn(`A notice by ${CALLED[channel]} was not delivered. ${message}`, null);
  }

  #site(): NoticeSite {
    const { id, name, url } = this.#parts.identity;
    return { id, name, url: url ?? null };
  }
}

function isWanted(
  channel: NoticeChannel,
  notice: Notice,
  notify: Schedule['notify'],
  { mail, webhook }: Settings,
): boolean {
  if (channel === 'webhook') return webhook.url !== null;
  return mail.recipients.length > 0 && isMailed(notice, notify, mail);
}
