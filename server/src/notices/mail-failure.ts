import type { Settings } from '../contracts/settings';
import { errorCode } from '../error-code';
import { hideSecrets } from './hide-secrets';
import { NoticeError } from './notice-error';

type Smtp = Settings['mail']['smtp'];

const NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EDNS']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN']);
const TIMED_OUT = new Set(['ETIMEDOUT', 'TimeoutError']);
const CLOSED = new Set(['ECONNECTION', 'ESOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const UNTRUSTED = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)/;
const NO_TLS = /^(?:ETLS|EPROTO|ERR_SSL_|ERR_TLS_)/;

/** What is known of a failed delivery, whichever library says it. */
interface SmtpFacts {
  readonly code: string;
  /** The server's own words, "550 5.1.1 no such mailbox". */
  readonly response: string;
  /** What it answered to: "RCPT TO", "AUTH PLAIN". */
  readonly command: string;
  readonly message: string;
}

/** The mail server did not take a mail: what happened, and what to do, in one sentence or two. */
export function mailFailure(error: unknown, smtp: Smtp): NoticeError {
  return new NoticeError('mail', sentence(readFacts(error), smtp));
}

function sentence(facts: SmtpFacts, { host, port, secure, user, password }: Smtp): string {
  const { code, response, command, message } = facts;
  const server = `The mail server ${host ?? ''}:${String(port)}`;
  const login = `${String(user)}\0${String(password)}`;
  const answer = hideSecrets(response === '' ? message : response, [
    password,
    // As AUTH PLAIN sends them.
    password === null ? null : `\0${login}`,
  ]);
  if (NOT_FOUND.has(code)) {
    return `The mail server ${host ?? ''} was not found. Check its name, and the name service of this machine.`;
  }
  if (UNREACHABLE.has(code)) {
    return `${server} refused the connection, or cannot be reached. Check host and port, and that it runs.`;
  }
  // First of all what is about encryption: the library wraps these in a code of its own.
  const own = response === '' ? message : '';
  if (UNTRUSTED.test(code) || /certificate|altnames/i.test(own)) {
    return `The certificate of the mail server ${host ?? ''} is not trusted (${answer}). Use the name that is in it; one of your own authority is made known with NODE_EXTRA_CA_CERTS.`;
  }
  if (NO_TLS.test(code) || /wrong version number|ssl3_|tls_/i.test(own)) {
    return secure
      ? `${server} does not speak TLS from the first byte (${answer}). That is usual on port 465; otherwise switch it off.`
      : `${server} could not encrypt the connection with STARTTLS (${answer}). A login is sent encrypted only; try TLS from the first byte, usually on port 465.`;
  }
  if (code === 'EAUTH') {
    return `${server} refused the login (${answer}). Check user and password.`;
  }
  if (TIMED_OUT.has(code)) {
    return `${server} did not answer in time. Check host and port, and whether it is overloaded.`;
  }
  if (/^4/.test(response)) {
    return `${server} could not take the mail for now (${answer}). Send a test later; look at its queue and log if it stays so.`;
  }
  if (command.startsWith('RCPT')) {
    return `${server} refused a recipient (${answer}). Check the addresses, and whether this account may send to them.`;
  }
  if (command.startsWith('MAIL')) {
    return `${server} refused the sender (${answer}). Set one that this account may use.`;
  }
  if (code === 'EMESSAGE' || command.startsWith('DATA')) {
    return `${server} refused the message (${answer}). Its log says why.`;
  }
  if (CLOSED.has(code) || /socket close/i.test(message)) {
    return `${server} closed the connection before it had taken the mail. Check host, port and TLS; its log says why.`;
  }
  return `${server} did not take the mail (${answer}). Check the e-mail settings.`;
}

function readFacts(error: unknown): SmtpFacts {
  if (typeof error !== 'object' || error === null) {
    return { code: '', response: '', command: '', message: String(error) };
  }
  const text = (name: string): string => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : '';
  };
  return {
    // An abort has a name in place of a code.
    code: errorCode(error) === '' ? text('name') : errorCode(error),
    response: text('response'),
    command: text('command'),
    message: text('message'),
  };
}
