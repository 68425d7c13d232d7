import { createTransport } from 'nodemailer';
import { BlockList, isIP } from 'node:net';
import type { Settings } from '../contracts/settings';
import type { Message } from './compose-message';
import { hideSecrets } from './hide-secrets';
import { mailFailure } from './mail-failure';
import { NoticeError } from './notice-error';
import { openMailSocket } from './open-mail-socket';

type MailSettings = Settings['mail'];

export interface OutgoingMail extends Message {
  readonly to: string[];
  /** Left out: the default sender of whoever sends it. */
  readonly from?: string;
}

/** Strapi's e-mail plugin, given from outside: this folder does not know Strapi. */
export type SendThroughStrapi = (mail: OutgoingMail) => Promise<void>;

/** How long a mail server may take, in milliseconds. */
export interface MailLimits {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Without a word of it. */
  readonly idleMs: number;
  /** For all of a delivery; one that goes on slowly for ever ends here. */
  readonly totalMs: number;
}

export const MAIL_LIMITS: MailLimits = {
  connectMs: 10_000,
  greetingMs: 10_000,
  idleMs: 10_000,
  totalMs: 20_000,
};

export interface Mailer {
  /**
   * Sends one mail to all recipients.
   *
   * @param signal ends the try, for a shutdown
   * @throws NoticeError, with a sentence for people
   */
  send(message: Message, signal: AbortSignal): Promise<void>;
}

/** @param settings has at least one recipient */
export function createMailer(
  settings: MailSettings,
  sendThroughStrapi: SendThroughStrapi,
  limits: MailLimits = MAIL_LIMITS,
): Mailer {
  return {
    send: async (message, signal) => {
      const { recipients, sender, transport } = settings;
      if (recipients.length === 0) {
        throw new NoticeError('mail', 'Nobody would get it. Enter at least one recipient.');
      }
      const mail: OutgoingMail = {
        to: [...recipients],
        ...(sender === null ? {} : { from: sender }),
        ...message,
      };
      const patience = AbortSignal.any([signal, AbortSignal.timeout(limits.totalMs)]);
      if (transport === 'smtp') await sendBySmtp(settings.smtp, mail, limits, patience);
      else await sendByStrapi(mail, sendThroughStrapi, patience);
    },
  };
}

async function sendByStrapi(
  mail: OutgoingMail,
  sendThroughStrapi: SendThroughStrapi,
  signal: AbortSignal,
): Promise<void> {
  try {
    await unlessAborted(sendThroughStrapi(mail), signal);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new NoticeError(
      'mail',
      signal.aborted
        ? "Strapi's e-mail plugin did not answer in time. Check its provider in config/plugins, or use a mail server of your own."
        : `Strapi's e-mail plugin could not send it (${hideSecrets(said, [])}). Check its provider in config/plugins, or use a mail server of your own.`,
    );
  }
}

async function sendBySmtp(
  smtp: MailSettings['smtp'],
  mail: OutgoingMail,
  limits: MailLimits,
  signal: AbortSignal,
): Promise<void> {
  const host = smtp.host ?? '';
  const transport = createTransport({
    ...smtpOptions(smtp),
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.idleMs,
    getSocket: (_options, callback) => {
      openMailSocket({ host, port: smtp.port, secure: smtp.secure }, limits.connectMs, signal).then(
        (connection) => {
          callback(null, { connection, secured: smtp.secure });
        },
        (error: unknown) => {
          callback(error as Error, undefined);
        },
      );
    },
  });
  const sent = transport.sendMail({
    ...mail,
    // A person who is away does not want to tell a program so.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { rejected } = await unlessAborted(sent, signal);
    if (rejected.length > 0) throw refusedSome(rejected, mail.to.length);
  } catch (error) {
    if (error instanceof NoticeError) throw error;
    throw mailFailure(signal.aborted ? signal.reason : error, smtp);
  } finally {
    transport.close();
  }
}

/** What the mail library is told of a server. Exported for tests. */
export function smtpOptions({ host, port, secure, user, password }: MailSettings['smtp']) {
  return {
    host: host ?? '',
    port,
    secure,
    // Whoever sits between could hide that the server offers encryption, and read the password.
    requireTLS: user !== null && !secure && !isThisMachine(host ?? ''),
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isThisMachine(host: string): boolean {
  const kind = isIP(host);
  if (kind === 0) return host === 'localhost';
  return loopback.check(host, kind === 4 ? 'ipv4' : 'ipv6');
}

function refusedSome(rejected: readonly unknown[], all: number): NoticeError {
  const named = rejected
    .slice(0, 3)
    .map((address) => hideSecrets(typeof address === 'string' ? address : '', []))
    .join(', ');
  return new NoticeError(
    'mail',
    `The mail server refused ${String(rejected.length)} of ${String(all)} recipients (${named}); the others have it. Check the addresses.`,
  );
}

/** The outcome of something that cannot be stopped, unless the signal comes first. */
async function unlessAborted<Result>(
  outcome: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    outcome.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
