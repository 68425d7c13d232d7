import type { Backup } from '../../../server/src/contracts/backups';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { settingsSchema, type Settings } from '../../../server/src/contracts/settings';
import { Notifier } from '../../../server/src/notices/notifier';
import { NoticeQueue } from '../../../server/src/notices/notice-queue';
import type { OutgoingMail } from '../../../server/src/notices/send-mail';
import { startWebhookServer, type WebhookServer } from '../../support/webhook-server';
import { failedBackup, healthOf, madeBackup, madeSchedule, reason } from './sample-notices';

const FAILED = failedBackup('DISK_FULL', 'The disk is full.');
const PAST = { since: '2026-03-03T00:00:00.000Z', reasons: [reason('TOO_OLD')] };

/** A notifier, and everything that leaves it. */
class Scene {
  readonly mails: OutgoingMail[] = [];
  readonly warnings: string[] = [];
  readonly notifier: Notifier;
  settings: Settings;
  /** What the mail server does. */
  deliver = (mail: OutgoingMail): Promise<void> => {
    this.mails.push(mail);
    return Promise.resolve();
  };

  constructor(settings: object = {}, settleMs = 2_000) {
    this.settings = settingsSchema.parse({
      mail: { recipients: ['ops@example.com'], onSuccess: true },
      ...settings,
    });
    this.notifier = new Notifier({
      settings: () => this.settings,
      sendThroughStrapi: (mail) => this.deliver(mail),
      identity: { id: 'site', name: 'Acme' },
      warn: (text) => {
        this.warnings.push(text);
      },
      limits: { webhook: { timeoutMs: 200, pausesMs: [1] }, settleMs },
    });
    this.notifier.start();
  }

  async subjects(): Promise<string[]> {
    await this.notifier.settledDown();
    return this.mails.map(({ subject }) => subject);
  }
}

async function told(
  backup: Backup,
  schedule: Schedule | null = null,
  mail: object = {},
): Promise<string[]> {
  const scene = new Scene({
    mail: { recipients: ['ops@example.com'], onSuccess: true, ...mail },
  });
  scene.notifier.backupEnded(backup, schedule);
  const subjects = await scene.subjects();
  expect(scene.warnings).toEqual([]);
  return subjects.map((subject) => subject.replace(/:.*/, ''));
}

test('what people asked for is told, and what is a step of something else is not', async () => {
  for (const origin of ['manual', 'schedule', 'cli'] as const) {
    expect(await told(madeBackup({ origin }))).toEqual(['Backup made']);
    expect(await told({ ...FAILED, origin })).toEqual(['Backup failed']);
  }
  for (const origin of ['safety', 'upload', 'found'] as const) {
    expect(await told(madeBackup({ origin }))).toEqual([]);
    expect(await told({ ...FAILED, origin })).toEqual([]);
  }
  expect(await told({ ...FAILED, status: 'cancelled' })).toEqual([]);
  expect(await told(madeBackup({ status: 'running' }))).toEqual([]);
});

test('one that is going to be tried again is told when it has failed again', async () => {
  expect(await told(FAILED, madeSchedule({ lastStatus: 'retrying' }))).toEqual([]);
  expect(await told(FAILED, madeSchedule({ lastStatus: 'failed' }))).toEqual(['Backup failed']);
});

test('the settings choose, and a schedule chooses otherwise', async () => {
  const off = { onSuccess: false, onFailure: false };
  expect(await told(madeBackup(), madeSchedule(), off)).toEqual([]);
  expect(await told(FAILED, madeSchedule(), off)).toEqual([]);
  const loud = madeSchedule({ notify: { onSuccess: true, onFailure: true } });
  expect(await told(madeBackup(), loud, off)).toEqual(['Backup made']);
  expect(await told(FAILED, loud, off)).toEqual(['Backup failed']);
  const quiet = madeSchedule({ notify: { onSuccess: false, onFailure: false } });
  expect(await told(madeBackup(), quiet)).toEqual([]);
  expect(await told(FAILED, quiet)).toEqual([]);
  expect(await told(FAILED, null, { recipients: [] })).toEqual([]);
});

test('health is mailed with failures, in the language of the settings', async () => {
  const tellBoth = async (mail: object): Promise<string[]> => {
    const scene = new Scene({ mail: { recipients: ['ops@example.com'], ...mail } });
    scene.notifier.healthChanged(null, healthOf([reason('TOO_OLD')]));
    scene.notifier.healthChanged(PAST, healthOf([]));
    return scene.subjects();
  };
  expect(await tellBoth({ onFailure: true, language: 'es' })).toEqual([
    'Las copias de seguridad necesitan atención: Acme',
    'Las copias de seguridad vuelven a servir: Acme',
  ]);
  expect(await tellBoth({ onFailure: false, onSuccess: true })).toEqual([]);
});

test('the settings are those of the moment', async () => {
  const scene = new Scene({ mail: { recipients: [] } });
  scene.settings = settingsSchema.parse({ mail: { recipients: ['new@example.com'] } });
  scene.notifier.backupEnded(FAILED, null);
  await scene.notifier.settledDown();
  expect(scene.mails.map(({ to }) => to)).toEqual([['new@example.com']]);
});

test('what happens before the start waits for it', async () => {
  const scene = new Scene();
  const mails: string[] = [];
  const early = new Notifier({
    settings: () => scene.settings,
    sendThroughStrapi: async ({ subject }) => {
      mails.push(subject);
    },
    identity: { id: 'site', name: 'Acme' },
    warn: () => undefined,
  });
  early.backupEnded(FAILED, null);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(mails).toEqual([]);
  early.start();
  await early.settledDown();
  expect(mails).toHaveLength(1);
  await scene.notifier.settledDown();
});

test('nothing is waited for, and all come in order', async () => {
  const scene = new Scene();
  let running = 0;
  scene.deliver = async (mail) => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 3));
    running -= 1;
    scene.mails.push(mail);
  };
  for (let n = 0; n < 10; n += 1) {
    scene.notifier.backupEnded(madeBackup({ name: `backup ${String(n)}` }), null);
  }
  expect(scene.mails).toHaveLength(0);
  const names = (await scene.subjects()).map((subject) => /backup \d/.exec(subject)?.[0]);
  expect(names).toEqual(Array.from({ length: 10 }, (_, n) => `backup ${String(n)}`));
});

test('a failing notice is logged and shown, fails nobody, and the next one clears it', async () => {
  const scene = new Scene();
  const works = scene.deliver;
  scene.deliver = () => Promise.reject(new Error('550 no'));
  scene.notifier.backupEnded(FAILED, null);
  scene.notifier.backupEnded(FAILED, null);
  await until(() => scene.warnings.length === 2);
  expect(scene.warnings[0]).toMatch(/^A notice by e-mail was not delivered\. .*550 no/);
  expect(scene.notifier.lastFailures()).toMatchObject([
    { channel: 'mail', message: expect.stringContaining('550 no') as string },
  ]);
  scene.deliver = works;
  scene.notifier.backupEnded(FAILED, null);
  await until(() => scene.mails.length === 1);
  await until(() => scene.notifier.lastFailures().length === 0);
  await scene.notifier.settledDown();
});

test('whatever goes wrong, nothing is thrown at a job', async () => {
  const scene = new Scene();
  const broken = new Notifier({
    settings: () => {
      throw new Error('no settings, password=hunter2');
    },
    sendThroughStrapi: () => {
      throw new Error('at once');
    },
    identity: { id: 'site', name: 'Acme' },
    warn: () => {
      throw new Error('no log either');
    },
  });
  broken.start();
  broken.backupEnded(FAILED, null);
  broken.healthChanged(null, healthOf([reason('TOO_OLD')]));
  await broken.settledDown();

  scene.deliver = () => {
    throw new Error('at once');
  };
  scene.notifier.backupEnded(FAILED, null);
  scene.notifier.backupEnded({ ...FAILED, error: null, finishedAt: 'no date' }, null);
  await scene.notifier.settledDown();
  expect(scene.warnings).toHaveLength(2);
});

test('more than a hundred waiting: the oldest make room', async () => {
  const scene = new Scene();
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const works = scene.deliver;
  scene.deliver = async (mail) => {
    await gate;
    await works(mail);
  };
  for (let n = 0; n <= 105; n += 1) {
    scene.notifier.backupEnded(madeBackup({ name: `backup ${String(n)}` }), null);
  }
  const dropped = scene.warnings.filter((text) => /by e-mail .* Too many/.test(text));
  expect(dropped).toHaveLength(5);
  go();
  const names = (await scene.subjects()).map((subject) => /backup \d+/.exec(subject)?.[0]);
  // The first is on its way already.
  expect(names.slice(0, 2)).toEqual(['backup 0', 'backup 6']);
  expect(names.at(-1)).toBe('backup 105');
  expect(names).toHaveLength(101);
});

test('a task that fails does not hold up a queue', async () => {
  const queue = new NoticeQueue(5, () => undefined);
  const done: string[] = [];
  queue.start();
  queue.add(() => Promise.reject(new Error('no')));
  queue.add(async () => {
    done.push('second');
  });
  await queue.settled();
  expect(done).toEqual(['second']);
});

test('a shutdown does not wait for a mail that hangs, and begins no other', async () => {
  const scene = new Scene({}, 40);
  let begun = 0;
  scene.deliver = () => {
    begun += 1;
    return new Promise(() => undefined);
  };
  scene.notifier.backupEnded(FAILED, null);
  scene.notifier.backupEnded(FAILED, null);
  const begin = Date.now();
  await scene.notifier.settledDown();
  expect(Date.now() - begin).toBeLessThan(500);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(begun).toBe(1);
});

describe('with a webhook', () => {
  let server: WebhookServer;

  beforeEach(async () => {
    server = await startWebhookServer();
  });
  afterEach(async () => {
    await server.close();
  });

  const events = (): unknown[] => server.requests.map(({ headers }) => headers['x-backup-event']);

  test('it gets everything, whatever is mailed', async () => {
    const scene = new Scene({
      mail: { recipients: ['ops@example.com'], onSuccess: false, onFailure: false },
      webhook: { url: server.url },
    });
    const quiet = madeSchedule({ notify: { onSuccess: false, onFailure: false } });
    scene.notifier.backupEnded(madeBackup(), quiet);
    scene.notifier.backupEnded(FAILED, quiet);
    scene.notifier.backupEnded(FAILED, madeSchedule({ lastStatus: 'retrying' }));
    scene.notifier.healthChanged(null, healthOf([reason('TOO_OLD')]));
    scene.notifier.healthChanged(PAST, healthOf([]));
    await scene.notifier.settledDown();
    expect(events()).toEqual([
      ...['backup.completed', 'backup.failed', 'health.unhealthy', 'health.recovered'],
    ]);
    expect(scene.mails).toEqual([]);
  });

  test('one channel does not wait for the other, nor fail with it', async () => {
    const scene = new Scene({ webhook: { url: server.url } });
    scene.deliver = () => new Promise(() => undefined);
    scene.notifier.backupEnded(FAILED, null);
    scene.notifier.backupEnded(madeBackup(), null);
    await until(() => server.requests.length === 2);

    server.answers = [500];
    const other = new Scene({ webhook: { url: `${server.url}/?token=t0ken` } });
    other.notifier.backupEnded(FAILED, null);
    await other.notifier.settledDown();
    expect(other.mails).toHaveLength(1);
    expect(other.notifier.lastFailures()).toMatchObject([{ channel: 'webhook' }]);
    expect(JSON.stringify([other.warnings, other.notifier.lastFailures()])).not.toContain('t0ken');
  });

  test('a test is waited for, tried once, and says what is wrong', async () => {
    const scene = new Scene({ webhook: { url: server.url, secret: 'S3cret' } });
    const { notifier } = scene;
    await notifier.test('mail', scene.settings);
    await notifier.test('webhook', scene.settings);
    expect(scene.mails.map(({ subject }) => subject)).toEqual(['Test notice: Acme']);
    expect(events()).toEqual(['test']);

    server.answers = [503];
    scene.deliver = () => Promise.reject(new Error('nobody home'));
    await expect(notifier.test('webhook', scene.settings)).rejects.toThrow(/with 503/);
    expect(server.requests).toHaveLength(2);
    await expect(notifier.test('mail', scene.settings)).rejects.toThrow(/nobody home/);
    const none = settingsSchema.parse({});
    await expect(notifier.test('mail', none)).rejects.toThrow(/at least one recipient/);
    await expect(notifier.test('webhook', none)).rejects.toThrow(/no address/);
  });

  test('a test that arrives clears what had failed before', async () => {
    const scene = new Scene({ webhook: { url: server.url } });
    server.answers = [404];
    scene.notifier.backupEnded(FAILED, null);
    await until(() => scene.notifier.lastFailures().length === 1);
    server.answers = [200];
    await scene.notifier.test('webhook', scene.settings);
    expect(scene.notifier.lastFailures()).toEqual([]);
    await scene.notifier.settledDown();
  });
});

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 2));
}
