import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { healthAnswerSchema, type Health } from '../../server/src/contracts/health';
import { webhookPayloadSchema, type WebhookPayload } from '../../server/src/contracts/notices';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { scheduleAnswerSchema } from '../../server/src/contracts/schedules';
import { SCHEDULES_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { startMailServer, type MailServer } from '../support/mail-server';
import { readMail } from '../support/read-mail';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { startWebhookServer, type WebhookServer } from '../support/webhook-server';

const LOOK_AGAIN_MS = 50;
const DEADLINE_MS = 60_000;
const LOGIN = { user: 'mailer', password: 'mailer-Pa55word' };
const SECRET = 'webhook-S3cret';

async function until<Result>(what: string, look: () => Promise<Result | null>): Promise<Result> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`In vain: ${what}`);
    await wait(LOOK_AGAIN_MS);
  }
}

describe('notices', () => {
  let site: Site;
  let server: RunningServer;
  let mailServer: MailServer;
  let webhook: WebhookServer;
  let admin: AdminClient;
  let client: BackupClient;

  beforeAll(async () => {
    site = await createSite({ name: 'notices', seed: { scale: 0.1 } });
    mailServer = await startMailServer(LOGIN);
    webhook = await startWebhookServer();
    const settings = {
      tickSeconds: 1,
      retryAfterMinutes: 0.02,
      mail: {
        onSuccess: true,
        recipients: ['ops@example.com'],
        language: 'de',
        sender: 'Backup <backup@example.com>',
        transport: 'smtp',
        smtp: { host: '127.0.0.1', port: mailServer.port, ...LOGIN },
      },
      webhook: { url: `${webhook.url}/hook?token=t0ken`, secret: SECRET },
    };
    server = await startServer(site, { env: { BACKUP_CONFIG: JSON.stringify(settings) } });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
  });

  afterAll(async () => {
    await mailServer.close();
    await webhook.close();
  });

  const health = async (): Promise<Health> =>
    healthAnswerSchema.parse((await admin.request('GET', '/backup/health')).body).data;

  const subjects = (): string[] =>
    mailServer.mails.map(({ source }) => readMail(source).headers.get('subject') ?? '');

  const payloads = (): WebhookPayload[] =>
    webhook.requests.map(({ body }) => webhookPayloadSchema.parse(JSON.parse(body)));

  const mailed = (start: string): Promise<string> =>
    until(`the mail "${start}"`, async () => subjects().find((s) => s.startsWith(start)) ?? null);

  const posted = (event: string): Promise<WebhookPayload> =>
    until(`the event ${event}`, async () => payloads().find((p) => p.event === event) ?? null);

  test('a backup is told by mail and by webhook', async () => {
    const { id } = await client.create({ name: 'By hand' });
    const made = await client.finished(id);
    expect(await mailed('Backup erstellt')).toContain('By hand');
    expect(mailServer.mails[0]).toMatchObject({ login: LOGIN.user, to: ['ops@example.com'] });
    expect(readMail(mailServer.mails[0]!.source).text).toContain('Prüfung: Geprüft');
    expect(await posted('backup.completed')).toMatchObject({
      backup: { id, size: made.size, sha256: made.sha256, status: 'completed' },
      schedule: null,
    });
  });

  test('a notice that cannot be delivered fails nothing, and is logged and shown', async () => {
    mailServer.mode = 'reject';
    webhook.answers = [404];
    const { id } = await client.create({ name: 'Quietly' });
    expect(await client.finished(id)).toMatchObject({ status: 'completed', error: null });
    const shown = await until('both reasons', async () => {
      const { reasons } = await health();
      return reasons.filter(({ code }) => code === 'NOTICE_FAILED').length === 2 ? reasons : null;
    });
    const texts = shown.map(({ message }) => message).join('\n');
    expect(texts).toContain('no such mailbox');
    expect(texts).toContain(`${webhook.url} answered the webhook with 404`);
    expect(server.log()).toContain('A notice by e-mail was not delivered');

    mailServer.mode = 'accept';
    webhook.answers = [200];
    await client.finished((await client.create({ name: 'Again' })).id);
    await until('no such reason left', async () => {
      const { reasons } = await health();
      return reasons.some(({ code }) => code === 'NOTICE_FAILED') ? null : true;
    });
    expect(server.log() + texts).not.toMatch(/mailer-Pa55word|webhook-S3cret|t0ken/);
  });

  test('a schedule that fails for good, bad health, and the recovery, once each', async () => {
    const answer = await admin.request('POST', '/backup/schedules', {
      body: { name: 'Nightly', type: 'media', frequency: 'daily', time: '03:30', zone: 'UTC' },
    });
    const schedule = scheduleAnswerSchema.parse(answer.body).data;
    const makeDue = () =>
      site.database.run(
        `UPDATE ${SCHEDULES_TABLE} SET next_run_at = ? WHERE document_id = ?`,
        new Date(Date.now() - 60_000),
        schedule.id,
      );
    await rename(site.uploadsDir, `${site.uploadsDir}.away`);
    await makeDue();
    expect(await mailed('Backup fehlgeschlagen')).toContain('Nightly');
    await mailed('Backups brauchen Aufmerksamkeit');
    await rename(`${site.uploadsDir}.away`, site.uploadsDir);
    await makeDue();
    await mailed('Backups sind wieder brauchbar');
    await posted('health.recovered');

    const count = (start: string): number =>
      subjects().filter((subject) => subject.startsWith(start)).length;
    // It was tried twice, and told once.
    expect(count('Backup fehlgeschlagen')).toBe(1);
    expect(count('Backups brauchen')).toBe(1);
    expect(count('Backups sind wieder')).toBe(1);
    expect(await posted('backup.failed')).toMatchObject({
      backup: { status: 'failed', schedule: schedule.id },
      schedule: { id: schedule.id, name: 'Nightly' },
    });
    expect(payloads().filter(({ event }) => event.startsWith('health.'))).toHaveLength(2);
  });

  test('a backup folder that is away is told, though nothing else can be done by itself', async () => {
    const count = (start: string): number =>
      subjects().filter((subject) => subject.startsWith(start)).length;
    const before = count('Backups brauchen');
    const recovered = count('Backups sind wieder');
    const answer = await admin.request('POST', '/backup/schedules', {
      body: { name: 'Away', type: 'database', frequency: 'daily', time: '03:30', zone: 'UTC' },
    });
    const { id } = scheduleAnswerSchema.parse(answer.body).data;
    // What cannot be made into a folder.
    await rename(site.backupsDir, `${site.backupsDir}.away`);
    await writeFile(site.backupsDir, '');
    try {
      await site.database.run(
        `UPDATE ${SCHEDULES_TABLE} SET next_run_at = ? WHERE document_id = ?`,
        new Date(Date.now() - 60_000),
        id,
      );
      await until('the mail', async () => (count('Backups brauchen') > before ? true : null));
    } finally {
      await rm(site.backupsDir);
      await rename(`${site.backupsDir}.away`, site.backupsDir);
    }
    const telling = mailServer.mails.filter(({ source }) =>
      readMail(source).text.includes('STORAGE_UNREACHABLE'),
    );
    expect(telling).toHaveLength(1);
    expect((await admin.request('DELETE', `/backup/schedules/${id}`)).status).toBe(200);
    await until('the recovery', async () =>
      count('Backups sind wieder') > recovered ? true : null,
    );
  });

  test("mail goes through Strapi's e-mail plugin where that is chosen", async () => {
    const other = await createSite({ name: 'strapi-mail', seed: { scale: 0.1 } });
    const relay = await startMailServer();
    const config = path.join(other.dir, 'dist', 'config');
    await rename(path.join(config, 'plugins.js'), path.join(config, 'playground-plugins.js'));
    // The provider that Strapi brings, told to deliver everything to one server.
    await writeFile(
      path.join(config, 'plugins.js'),
      `const before = require('./playground-plugins.js');
       module.exports = (tools) => ({
         ...(before.default ?? before)(tools),
         email: { config: { providerOptions: { devHost: '127.0.0.1', devPort: ${String(relay.port)} } } },
       });`,
    );
    try {
      const mail = { onSuccess: true, recipients: ['ops@example.com'], sender: 'b@example.com' };
      const running = await startServer(other, {
        env: { BACKUP_CONFIG: JSON.stringify({ mail }) },
      });
      const token = await (await signIn(running)).createAdminToken(Object.values(PERMISSIONS));
      const backups = backupClient(adminClient(running, token));
      await backups.finished((await backups.create({ name: 'Relayed' })).id);
      const found = await until('the mail', async () => relay.mails[0] ?? null);
      expect(found).toMatchObject({ from: 'b@example.com', to: ['ops@example.com'] });
      expect(readMail(found.source).headers.get('subject')).toContain('Backup made: Relayed');
      await running.stop();
    } finally {
      await relay.close();
    }
  });

  test('a job that a shutdown stops is told before Strapi has ended', async () => {
    const before = subjects().length;
    await client.create({ name: 'Stopped' });
    await server.stop();
    // It was either done already, or is told as interrupted; nothing is lost.
    expect(subjects().slice(before).join()).toMatch(/(?:fehlgeschlagen|erstellt): Stopped/);
  });
});
