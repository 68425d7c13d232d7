import { createServer, type AddressInfo } from 'node:net';
import { settingsSchema, type Settings } from '../../../server/src/contracts/settings';
import { composeMessage } from '../../../server/src/notices/compose-message';
import { NoticeError } from '../../../server/src/notices/notice-error';
import {
  createMailer,
  smtpOptions,
  type MailLimits,
  type OutgoingMail,
} from '../../../server/src/notices/send-mail';
import { startMailServer, type MailMode, type MailServer } from '../../support/mail-server';
import { readMail } from '../../support/read-mail';
import { backupNotice } from './sample-notices';

const PASSWORD = 'mailer-Pa55word';
const LIMITS: MailLimits = { connectMs: 400, greetingMs: 200, idleMs: 200, totalMs: 500 };
const message = composeMessage(backupNotice(), 'fr');
const never = new AbortController().signal;

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
});

afterEach(async () => {
  await server.close();
});

function mailSettings(change: object = {}, smtp: object = {}): Settings['mail'] {
  return settingsSchema.parse({
    mail: {
      recipients: ['good@example.com', 'other@example.org'],
      sender: 'Sauvegardes <backup@example.com>',
      transport: 'smtp',
      smtp: { host: '127.0.0.1', port: server.port, ...smtp },
      ...change,
    },
  }).mail;
}

const noStrapi = (): Promise<void> => Promise.reject(new Error('not through Strapi'));

function send(settings: Settings['mail'], signal = never, limits = LIMITS): Promise<void> {
  return createMailer(settings, noStrapi, limits).send(message, signal);
}

async function refusal(sending: Promise<void>): Promise<string> {
  const thrown: unknown = await sending.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof NoticeError)) throw new Error(`No refusal: ${String(thrown)}`);
  expect(thrown.cause).toBeUndefined();
  expect(JSON.stringify(thrown) + String(thrown.stack)).not.toContain(PASSWORD);
  return thrown.message;
}

async function untilClosed(): Promise<void> {
  while (server.connections() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('one mail goes to all recipients, as text and as HTML', async () => {
  await send(mailSettings());
  expect(server.mails).toHaveLength(1);
  const [mail] = server.mails;
  expect(mail).toMatchObject({
    from: 'backup@example.com',
    to: ['good@example.com', 'other@example.org'],
    login: null,
  });
  const { headers, text, html } = readMail(mail!.source);
  expect(headers.get('subject')).toBe(message.subject);
  expect(headers.get('subject')).toContain('Sauvegarde effectuée : Nightly');
  expect(headers.get('from')).toBe('Sauvegardes <backup@example.com>');
  expect(headers.get('to')).toBe('good@example.com, other@example.org');
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(text.trim().replaceAll('\r\n', '\n')).toBe(message.text.trim());
  expect(html.trim().replaceAll('\r\n', '\n')).toBe(message.html.trim());
  await untilClosed();
});

test('a server that wants a login gets one, and a wrong one is said', async () => {
  await server.close();
  server = await startMailServer({ user: 'mailer', password: PASSWORD });
  await send(mailSettings({}, { user: 'mailer', password: PASSWORD }));
  expect(server.mails).toMatchObject([{ login: 'mailer' }]);
  expect(await refusal(send(mailSettings({}, { user: 'mailer', password: 'no' })))).toBe(
    `The mail server 127.0.0.1:${String(server.port)} refused the login (535 5.7.8 wrong credentials). Check user and password.`,
  );
  expect(await refusal(send(mailSettings({}, { user: 'mailer' })))).toContain('refused the login');
  expect(await refusal(send(mailSettings()))).toContain('sign in first');
});

test('a server that repeats the password does not bring it into our sentence', async () => {
  await server.close();
  server = await startMailServer({ user: 'mailer', password: PASSWORD });
  server.mode = 'echo';
  const said = await refusal(send(mailSettings({}, { user: 'mailer', password: PASSWORD })));
  expect(said).toContain('(535 5.7.8 you sent •••, that is •••)');
  expect(said).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(0, 10));
});

test.each<[MailMode, RegExp]>([
  ['reject', /refused a recipient \(550 5\.1\.1 no such mailbox\)\. Check the addresses/],
  ['reject-some', /refused 1 of 2 recipients \(other@example\.org\); the others have it/],
  ['reject-sender', /refused the sender \(550 5\.7\.1 not your address\)/],
  ['reject-data', /refused the message \(554 5\.7\.1 message refused\)/],
  ['tempfail', /could not take the mail for now \(451 4\.3\.0 try again later\)/],
  ['drop', /closed the connection before it had taken the mail/],
])('a server that does %s is told of in a sentence', async (mode, sentence) => {
  server.mode = mode;
  expect(await refusal(send(mailSettings()))).toMatch(sentence);
  await untilClosed();
  expect(server.mails).toHaveLength(mode === 'reject-some' ? 1 : 0);
});

const LONG_MS = 60_000;

test.each<[MailMode, MailLimits]>([
  ['hang', { ...LIMITS, totalMs: LONG_MS, idleMs: LONG_MS }],
  ['hang-data', { ...LIMITS, totalMs: LONG_MS }],
  ['drip', LIMITS],
])('a server that does %s is given up, and its connection closed', async (mode, limits) => {
  server.mode = mode;
  const begin = Date.now();
  expect(await refusal(send(mailSettings(), never, limits))).toMatch(/did not answer in time/);
  expect(Date.now() - begin).toBeLessThan(2_000);
  await untilClosed();
});

test('a shutdown ends what hangs at once', async () => {
  server.mode = 'hang';
  const stop = new AbortController();
  const sending = refusal(send(mailSettings(), stop.signal));
  setTimeout(() => {
    stop.abort();
  }, 30);
  const begin = Date.now();
  await sending;
  expect(Date.now() - begin).toBeLessThan(LIMITS.greetingMs);
  await untilClosed();
});

test('a server that is not there, and a name that nobody has', async () => {
  const settings = mailSettings();
  await server.close();
  expect(await refusal(send(settings))).toBe(
    `The mail server 127.0.0.1:${String(settings.smtp.port)} refused the connection, or cannot be reached. Check host and port, and that it runs.`,
  );
  server = await startMailServer();
  const said = await refusal(send(mailSettings({}, { host: 'mail.invalid' })));
  expect(said).toMatch(/mail\.invalid (?:was not found|:?\d* ?did not answer)/);
});

test('TLS from the first byte to a server that does not speak it', async () => {
  const talker = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 plain text\r\n');
  });
  await new Promise<void>((resolve) => {
    talker.listen(0, '127.0.0.1', resolve);
  });
  const { port } = talker.address() as AddressInfo;
  try {
    expect(await refusal(send(mailSettings({}, { port, secure: true })))).toMatch(
      /does not speak TLS from the first byte/,
    );
  } finally {
    talker.close();
  }
});

test('a login goes unencrypted to this machine only', () => {
  const options = (host: string, change: object = {}) =>
    smtpOptions({ host, port: 587, secure: false, user: 'u', password: 'p', ...change });
  for (const host of ['mail.example.com', '192.0.2.1', '2001:db8::1', '128.0.0.1']) {
    expect(options(host).requireTLS).toBe(true);
  }
  for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '::1']) {
    expect(options(host).requireTLS).toBe(false);
  }
  expect(options('mail.example.com', { user: null }).requireTLS).toBe(false);
  expect(options('mail.example.com', { secure: true }).requireTLS).toBe(false);
});

describe('through Strapi', () => {
  const strapi = { transport: 'strapi', sender: null, smtp: {} };

  test('its plugin gets the mail, without a sender where none is set', async () => {
    const sent: OutgoingMail[] = [];
    const mailer = (settings: Settings['mail']) =>
      createMailer(settings, async (mail) => {
        sent.push(mail);
      });
    await mailer(mailSettings(strapi)).send(message, never);
    await mailer(mailSettings({ ...strapi, sender: 'x@example.com' })).send(message, never);
    const to = ['good@example.com', 'other@example.org'];
    expect(sent).toEqual([
      { to, ...message },
      { to, ...message, from: 'x@example.com' },
    ]);
    expect(server.mails).toEqual([]);
  });

  test('what its provider says becomes one line without logins', async () => {
    const mailer = createMailer(mailSettings(strapi), () =>
      Promise.reject(new Error('connect https://user:token@api.example\r\nfailed')),
    );
    expect(await refusal(mailer.send(message, never))).toBe(
      "Strapi's e-mail plugin could not send it (connect https://•••@api.example failed). Check its provider in config/plugins, or use a mail server of your own.",
    );
  });

  test('one that never answers is given up', async () => {
    const mailer = createMailer(
      mailSettings(strapi),
      () => new Promise<void>(() => undefined),
      LIMITS,
    );
    expect(await refusal(mailer.send(message, never))).toContain('did not answer in time');
  });
});

test('nobody to send it to is said', async () => {
  expect(await refusal(send(mailSettings({ recipients: [] })))).toContain('at least one recipient');
});
