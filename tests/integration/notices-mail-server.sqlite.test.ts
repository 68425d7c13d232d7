import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { settingsSchema } from '../../server/src/contracts/settings';
import { composeMessage } from '../../server/src/notices/compose-message';
import { createMailer, type MailLimits } from '../../server/src/notices/send-mail';
import { readMail } from '../support/read-mail';
import { SMTP_SCRIPT, startSmtpService, type SmtpService } from '../support/smtp-service';
import { testWhere } from '../support/test-where';
import { backupNotice } from '../unit/notices/sample-notices';

const LIMITS: MailLimits = { connectMs: 2_000, greetingMs: 500, idleMs: 500, totalMs: 3_000 };
const message = composeMessage(backupNotice(), 'zh');
const never = new AbortController().signal;

let service: SmtpService | null = null;

afterEach(async () => {
  jest.restoreAllMocks();
  await service?.stop();
  service = null;
});

async function start(env: Record<string, string> = {}): Promise<SmtpService> {
  service = await startSmtpService(env);
  return service;
}

async function outcome({ port }: SmtpService, smtp: object = {}): Promise<string> {
  const { mail } = settingsSchema.parse({
    mail: {
      recipients: ['ops@example.com', 'boss@example.com'],
      sender: 'backup@example.com',
      transport: 'smtp',
      smtp: { host: '127.0.0.1', port, ...smtp },
    },
  });
  const mailer = createMailer(mail, () => Promise.reject(new Error('not this way')), LIMITS);
  return mailer.send(message, never).then(
    () => 'sent',
    (error: unknown) => (error as Error).message,
  );
}

/** As if the certificate of the service were known to this machine. */
function trust(ca: string): void {
  const connect = tls.connect.bind(tls) as (options: object, then?: () => void) => tls.TLSSocket;
  const trusting = (options: object, then?: () => void) =>
    connect({ ...options, ca: readFileSync(ca) }, then);
  jest.spyOn(tls, 'connect').mockImplementation(trusting as typeof tls.connect);
}

testWhere(SMTP_SCRIPT, 'a real mail server stores what was composed', async () => {
  const smtp = await start();
  expect(await outcome(smtp)).toBe('sent');
  const [mail, ...more] = await smtp.mails();
  expect(more).toEqual([]);
  expect(mail?.to).toEqual(['ops@example.com', 'boss@example.com']);
  const { headers, text, html } = readMail(mail!.source);
  expect(headers.get('subject')).toBe(message.subject);
  expect(text.replaceAll('\r\n', '\n').trim()).toBe(message.text.trim());
  expect(html.replaceAll('\r\n', '\n').trim()).toBe(message.html.trim());
});

testWhere(SMTP_SCRIPT, 'each way of not taking a mail has its sentence', async () => {
  const smtp = await start();
  for (const [mode, sentence] of [
    ['reject', 'refused a recipient'],
    ['tempfail', 'could not take the mail for now'],
    ['reject-data', 'refused the message'],
    ['drop', 'closed the connection'],
    ['hang', 'did not answer in time'],
    ['hang-data', 'did not answer in time'],
  ] as const) {
    await smtp.setMode(mode);
    expect(await outcome(smtp)).toContain(sentence);
  }
  await smtp.setMode('accept');
  expect(await smtp.mails()).toEqual([]);
  expect(await outcome(smtp)).toBe('sent');
});

testWhere(SMTP_SCRIPT, 'a login is used, and a wrong one is said', async () => {
  const smtp = await start({ SMTP_AUTH: '1' });
  expect(await outcome(smtp, { user: 'mailer', password: 'wrong-One' })).toContain(
    'refused the login',
  );
  expect(await outcome(smtp, { user: 'mailer', password: 'mailer-secret' })).toBe('sent');
  expect(await smtp.mails()).toMatchObject([{ login: 'mailer' }]);
});

for (const [kind, secure] of [
  ['starttls', false],
  ['implicit', true],
] as const) {
  testWhere(SMTP_SCRIPT, `TLS (${kind}): only with a certificate that is trusted`, async () => {
    const smtp = await start({ SMTP_TLS: kind, SMTP_AUTH: '1' });
    const login = { secure, user: 'mailer', password: 'mailer-secret' };
    expect(await outcome(smtp, login)).toMatch(/certificate of the mail server .* is not trusted/);
    expect(await smtp.mails()).toEqual([]);
    trust(smtp.ca);
    expect(await outcome(smtp, login)).toBe('sent');
    expect(await smtp.mails()).toMatchObject([{ tls: true, login: 'mailer' }]);
  });
}
