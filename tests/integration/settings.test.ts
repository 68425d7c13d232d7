import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Backup } from '../../server/src/contracts/backups';
import { cleanupResultSchema } from '../../server/src/contracts/cleanup';
import {
  settingsAnswerSchema,
  settingsChecksAnswerSchema,
  type SettingsCheck,
  type SettingsView,
} from '../../server/src/contracts/settings';
import { SETTINGS_TABLE } from '../../server/src/database/own-tables';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { DATABASE_KIND } from '../support/database-kind';
import { makePauseFolder, pauseEnv, pauseJobs } from '../support/pause-jobs';
import { refusalOf, type Refusal } from '../support/refusal';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { createUpload } from '../support/upload-archive';

const CANARY = 'canary-of-the-settings';
const FIXED = { drainMs: 5_000, retention: { keepLast: 50 }, mail: { language: 'fr' } };

describe('settings', () => {
  let site: Site;
  let server: RunningServer;
  let admin: AdminClient;
  let client: BackupClient;
  let pauses: string;

  const start = async (): Promise<void> => {
    server = await startServer(site, {
      env: {
        ...{ BACKUP_CONFIG: JSON.stringify(FIXED), ENCRYPTION_KEY: 'a key of the site' },
        ...pauseEnv(pauses),
      },
    });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
  };

  beforeAll(async () => {
    site = await createSite({ name: 'settings', seed: { scale: 0.1 } });
    pauses = await makePauseFolder();
    await start();
  });

  const view = async (): Promise<SettingsView> =>
    settingsAnswerSchema.parse((await admin.request('GET', '/backup/settings')).body).data;

  const change = async (body: object): Promise<SettingsView> => {
    const answer = await admin.request('PUT', '/backup/settings', { body });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return settingsAnswerSchema.parse(answer.body).data;
  };

  const refused = async (body: unknown): Promise<Refusal> =>
    refusalOf(await admin.request('PUT', '/backup/settings', { body: body as object }));

  const checks = async (body: object): Promise<SettingsCheck[]> => {
    const answer = await admin.request('POST', '/backup/settings/test', { body });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return settingsChecksAnswerSchema.parse(answer.body).data;
  };

  const backup = async (input: object = {}): Promise<Backup> =>
    client.finished((await client.create({ type: 'database', ...input })).id);

  const goodBackup = async (): Promise<Backup> => {
    const made = await backup();
    expect(made.error).toBeNull();
    return made;
  };

  test('are the defaults, with what config/plugins has fixed', async () => {
    const { values, fixed, canStoreSecrets } = await view();
    expect(values).toMatchObject({ compression: 'gzip', mail: { language: 'fr' } });
    expect(fixed).toEqual(expect.arrayContaining(['drainMs', 'retention', 'mail.language']));
    expect(fixed).not.toContain('mail.recipients');
    expect(canStoreSecrets).toBe(true);
  });

  test('say which kind of database the site has', async () => {
    const { body } = await admin.request('GET', '/backup/settings');
    expect(settingsAnswerSchema.parse(body).meta).toEqual({ database: DATABASE_KIND });
  });

  test('what is changed stays, over a restart too, and everything else is as it was', async () => {
    const before = await view();
    await change({ compressionLevel: 2, mail: { sender: 'backup@example.com' } });
    await server.stop();
    await start();
    const { values } = await view();
    expect(values).toEqual({
      ...before.values,
      compressionLevel: 2,
      mail: { ...before.values.mail, sender: 'backup@example.com' },
    });
  });

  test('what config/plugins has fixed cannot be changed, nor what only it may say', async () => {
    for (const [field, body] of [
      ['mail.language', { mail: { language: 'de' } }],
      ['retention', { retention: { daily: 3 } }],
      ['lease.expiryMs', { lease: { expiryMs: 60_000 } }],
      ['database.dumpToolFolder', { database: { dumpToolFolder: '/tmp' } }],
    ] as const) {
      expect(await refused(body)).toMatchObject({ status: 400, code: 'INVALID_INPUT', field });
    }
    expect((await view()).values.mail.language).toBe('fr');
  });

  test.each([
    ['folder', ''],
    ['folder', 7],
    ['secondFolder', ''],
    ['maxUploadSize', 0],
    ['minFreeDisk', -1],
    ['maxTotalSize', 0],
    ['database.port', 70_000],
    ['database.useStrapiConnection', 'yes'],
    ['database.dumpTool', 'pg_dump'],
    ['database.connections', 0],
    ['database.password', 7],
    ['compression', 'rar'],
    ['compressionLevel', 10],
    ['excludeLogs', 'no'],
    ['excludePaths', 'cache/*'],
    ['secondRetention', { daily: -1 }],
    ['keepSafetyBackups', 0],
    ['safetyBackup', null],
    ['keepAccount', 1],
    ['restartAfterRestore', 'true'],
    ['keepReplacedHours', 0],
    ['verifyAfterBackup', null],
    ['retryAfterMinutes', -1],
    ['mail.onSuccess', 'always'],
    ['mail.recipients', ['nobody']],
    ['mail.sender', ''],
    ['mail.transport', 'pigeon'],
    ['mail.smtp.port', 0],
    ['mail.smtp.host', 7],
    ['webhook.url', 'no address'],
    ['webhook.url', 'ftp://example.com'],
    ['webhook.url', 'https://user:password@example.com/'],
    ['webhook.secret', {}],
    ['unknown', 1],
    ['mail.smtp', null],
  ])('%s does not take %j', async (field, value) => {
    const names = field.split('.');
    const body = names.reduceRight<unknown>(
      (inside, name) => Object.defineProperty({}, name, { value: inside, enumerable: true }),
      value,
    );
    const refusal = await refused(body);
    expect(refusal).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
    expect(refusal.field?.startsWith(field)).toBe(true);
  });

  test('a mail server of its own needs a host, whichever of the two is sent last', async () => {
    expect(await refused({ mail: { transport: 'smtp' } })).toMatchObject({
      field: 'mail.smtp.host',
    });
    await change({ mail: { smtp: { host: '127.0.0.1' }, transport: 'smtp' } });
    expect(await refused({ mail: { smtp: { host: null } } })).toMatchObject({
      field: 'mail.smtp.host',
    });
    await change({ mail: { transport: 'strapi', smtp: { host: null } } });
  });

  test('what is no object is refused', async () => {
    for (const body of [[], [1]]) {
      expect(await refused(body)).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
    }
  });

  test('secrets come back as nothing but set, are sealed in the database, and can be forgotten', async () => {
    const shown = await change({
      database: { password: CANARY },
      mail: { smtp: { password: CANARY } },
      webhook: { secret: CANARY },
    });
    const isSet = { isSet: true, isReadable: true };
    expect(shown.values).toMatchObject({
      database: { password: isSet },
      mail: { smtp: { password: isSet } },
      webhook: { secret: isSet },
    });
    await checks({});
    const [stored] = await site.database.query(`SELECT * FROM "${SETTINGS_TABLE}"`);
    const { body: audit } = await admin.request('GET', '/backup/audit');
    const everything = JSON.stringify([await view(), stored, audit, server.log()]);
    expect(everything).toContain('settings.update');
    expect(everything).toContain('v1:');
    expect(everything).not.toContain(CANARY);
    const files = await readdir(site.backupsDir);
    expect(files).toContain('.strapi-backup-mirror.json');
    const forgotten = await change({
      database: { password: null },
      mail: { smtp: { password: null } },
      webhook: { secret: null },
    });
    expect(forgotten.values.webhook.secret).toEqual({ isSet: false, isReadable: true });
  });

  describe('change what is done from then on', () => {
    test('compression, its level, logs and verification', async () => {
      await change({
        ...{ compression: 'none', compressionLevel: 1, excludeLogs: true },
        verifyAfterBackup: false,
      });
      const made = await backup();
      expect(made).toMatchObject({
        ...{ compression: 'none', compressionLevel: 1, excludeLogs: true },
        verification: 'unverified',
      });
      expect(made.fileName).toMatch(/\.tar$/);
      await change({ compression: 'gzip', excludeLogs: false, verifyAfterBackup: true });
      expect(await backup()).toMatchObject({ compression: 'gzip', verification: 'verified' });
    });

    test('media that are left out', async () => {
      const before = await backup({ type: 'media' });
      await writeFile(path.join(site.uploadsDir, 'scratch.tmp'), 'left out');
      await change({ excludePaths: ['*.tmp'] });
      const after = await backup({ type: 'media' });
      expect(after.counts?.mediaFiles).toBe(before.counts?.mediaFiles);
      await change({ excludePaths: [] });
      const all = await backup({ type: 'media' });
      expect(all.counts?.mediaFiles).toBe(before.counts!.mediaFiles + 1);
    });

    test('the folder, and back', async () => {
      await change({ folder: 'elsewhere' });
      const made = await backup();
      expect(existsSync(path.join(site.dir, 'elsewhere', made.fileName!))).toBe(true);
      await change({ folder: '.backups' });
      expect(existsSync(path.join(site.backupsDir, made.fileName!))).toBe(false);
    });

    test('the folder only to one that can be used, and only while nothing runs', async () => {
      const inUploads = await refused({ folder: 'public/uploads/backups' });
      expect(inUploads).toMatchObject({ status: 400, code: 'INVALID_INPUT', field: 'folder' });
      expect(await refused({ folder: '/proc/backups' })).toMatchObject({ field: 'folder' });
      for (const secondFolder of ['not-there', '.backups', '.']) {
        expect(await refused({ secondFolder })).toMatchObject({
          ...{ status: 400, code: 'INVALID_INPUT', field: 'secondFolder' },
        });
      }
      const pause = await pauseJobs('backup.archive.database', pauses);
      await pause.hold();
      const { id } = await client.create({ type: 'database' });
      await pause.reached();
      for (const body of [{ folder: 'elsewhere' }, { database: { connections: 3 } }]) {
        expect(await refused(body)).toMatchObject({ status: 409, code: 'JOB_RUNNING' });
      }
      await change({ folder: '.backups', compressionLevel: 3 });
      await pause.release();
      expect((await client.finished(id)).status).toBe('completed');
      await change({ database: { connections: 3 } });
    });

    test('what stays free on the disk, and how large an upload may be', async () => {
      await change({ minFreeDisk: Number.MAX_SAFE_INTEGER, maxUploadSize: 1000 });
      expect((await backup()).error?.code).toBe('DISK_FULL');
      expect((await createUpload(admin, 2000)).status).toBe(413);
      await change({ minFreeDisk: 0, maxUploadSize: 1024 ** 3 });
      await goodBackup();
    });

    test('how much all of them may take', async () => {
      await change({ maxTotalSize: 1 });
      const { body } = await admin.request('POST', '/backup/cleanup', { body: { dryRun: true } });
      const planned = cleanupResultSchema.parse((body as { data: unknown }).data);
      expect(planned.deleted.length).toBeGreaterThan(0);
      expect(planned.overCap).toBe(true);
      await change({ maxTotalSize: null });
    });

    test('the safety backup before a restore, and how long what it replaced is kept', async () => {
      const good = await goodBackup();
      await change({ safetyBackup: false, keepReplacedHours: 5, keepAccount: false });
      const started = await client.restore({ backupId: good.id });
      expect((await client.restoreEnded(started.statusToken)).status).toBe('completed');
      await client.idle();
      const [restored] = await client.restores();
      expect(restored?.safetyBackupId).toBeNull();
      const hours = (Date.parse(restored!.keptUntil!) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(4.9);
      expect(hours).toBeLessThan(5);
      await client.confirm(restored!.id);
    });
  });
});
