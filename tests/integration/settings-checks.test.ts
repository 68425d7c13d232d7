import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import {
  settingsAnswerSchema,
  settingsChecksAnswerSchema,
  type SettingsCheck,
} from '../../server/src/contracts/settings';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { freshSchema, runSql, settingsOf } from '../mysql/database-servers';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { DATABASE_KIND } from '../support/database-kind';
import { startMailServer, type MailServer } from '../support/mail-server';
import { startServer } from '../support/server';
import { serverOf } from '../support/server-database';
import { createSite, type Site } from '../support/site';

const CANARY = 'canary-of-the-checks';

/** *Test configuration*: what is tried before it is stored. */
describe('settings that are tested', () => {
  let site: Site;
  let admin: AdminClient;

  beforeAll(async () => {
    site = await createSite({ name: 'checks', seed: { scale: 0.1 } });
    // No dump program is found there.
    const server = await startServer(site, { env: { PATH: site.dir } });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
  });

  const checks = async (body: object): Promise<SettingsCheck[]> => {
    const answer = await admin.request('POST', '/backup/settings/test', { body });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return settingsChecksAnswerSchema.parse(answer.body).data;
  };

  const row = async (code: string, body: object): Promise<SettingsCheck | undefined> =>
    (await checks(body)).find((check) => check.code === code);

  const folder = (code: string, values: object) => row(code, { sections: ['folder'], values });

  test('a folder that is good', async () => {
    const rows = await checks({ sections: ['folder'] });
    expect(rows.map(({ code }) => code)).toEqual([
      ...['FOLDER', 'FOLDER_PRIVATE', 'FOLDER_DURABLE', 'FREE_SPACE', 'SECOND_FOLDER'],
    ]);
    expect(rows.filter(({ level }) => level === 'red')).toEqual([]);
  });

  test('one that is served, one that cannot be written, and one that is new', async () => {
    expect(await folder('FOLDER', { folder: 'public/uploads/backups' })).toMatchObject({
      level: 'red',
      message: expect.stringContaining('hands out') as string,
    });
    expect(await folder('FOLDER', { folder: '/proc/backups' })).toMatchObject({ level: 'red' });
    expect(await folder('FOLDER', { folder: 'a-slip' })).toMatchObject({ level: 'green' });
    expect(existsSync(path.join(site.dir, 'a-slip'))).toBe(false);
    expect(await folder('FOLDER', { folder: 'slips/of/the-pen' })).toMatchObject({
      level: 'green',
    });
    expect(existsSync(path.join(site.dir, 'slips'))).toBe(false);
    await mkdir(path.join(site.dir, 'mine'));
    expect(await folder('FOLDER', { folder: 'mine/backups' })).toMatchObject({ level: 'green' });
    expect(await readdir(path.join(site.dir, 'mine'))).toEqual([]);
  });

  test('a disk without room', async () => {
    const check = await folder('FREE_SPACE', { minFreeDisk: Number.MAX_SAFE_INTEGER });
    expect(check).toMatchObject({ level: 'red' });
  });

  test('a second folder that is not there, and one on the same disk', async () => {
    expect(await folder('SECOND_FOLDER', { secondFolder: 'away' })).toMatchObject({
      level: 'red',
    });
    await mkdir(path.join(site.dir, 'second'));
    expect(await folder('SECOND_FOLDER', { secondFolder: 'second' })).toMatchObject({
      level: 'amber',
    });
  });

  test('a second folder that is the first, or inside of it, or around it', async () => {
    await symlink(site.backupsDir, path.join(site.dir, 'link'));
    await mkdir(path.join(site.backupsDir, 'inside'));
    for (const secondFolder of ['.backups', 'link', '.backups/inside', '.', '/']) {
      expect(await folder('SECOND_FOLDER', { secondFolder })).toMatchObject({
        level: 'red',
        message: expect.stringContaining('the same, or one is inside') as string,
      });
    }
  });

  test('nothing of it was stored, and every row that is not green says what to do', async () => {
    const rows = await checks({ values: { folder: '/proc/backups' } });
    const { body } = await admin.request('GET', '/backup/settings');
    expect(settingsAnswerSchema.parse(body).data.values.folder).toBe('.backups');
    for (const { level, remedy } of rows) expect(remedy === null).toBe(level === 'green');
  });

  if (DATABASE_KIND === 'sqlite') {
    test('the database: SQLite and its write-ahead log', async () => {
      const rows = await checks({ sections: ['database'] });
      expect(rows).toMatchObject([
        { code: 'DATABASE_LOGIN', level: 'green' },
        { code: 'DATABASE_WAL', level: 'green' },
      ]);
    });
  } else {
    const database = (code: string, values: object) =>
      row(code, {
        sections: ['database'],
        values: { database: { useStrapiConnection: false, ...values } },
      });

    test('the database: everything is green with the account of the site', async () => {
      const rows = await checks({ sections: ['database'] });
      expect(rows.filter(({ level }) => level === 'red')).toEqual([]);
      expect(rows.map(({ code }) => code)).toEqual([
        ...['DATABASE_LOGIN', 'DATABASE_READING', 'DATABASE_RESTORING', 'DATABASE_LIMITS'],
        'DUMP_TOOL',
      ]);
    });

    test('a wrong password, a port where nobody is, a database that is not there', async () => {
      for (const values of [{ password: CANARY }, { port: 1 }, { database: 'nobody_has_it' }]) {
        const check = await database('DATABASE_LOGIN', values);
        expect(check).toMatchObject({ level: 'red' });
        expect(JSON.stringify(check)).not.toContain(CANARY);
      }
    });

    test('a dump program that is not on this machine', async () => {
      expect(await database('DUMP_TOOL', { dumpTool: 'mysqldump' })).toMatchObject({
        level: 'red',
        remedy: expect.stringMatching(/mariadb-client|mysql-client/) as string,
      });
    });

    test('an account that may read, and not restore; and one that is not shown everything', async () => {
      const { server: there, settings } = serverOf(site);
      const root = settingsOf(there, settings.database);
      const reader = { user: `see_${settings.database}`.slice(0, 32), password: 'reads' };
      await runSql(root, [
        `CREATE USER '${reader.user}'@'%' IDENTIFIED BY '${reader.password}'`,
        `GRANT SELECT, LOCK TABLES ON \`${settings.database}\`.* TO '${reader.user}'@'%'`,
      ]);
      try {
        const restoring = await database('DATABASE_RESTORING', reader);
        expect(restoring).toMatchObject({ level: 'red' });
        expect(restoring?.message).toContain('CREATE');
        const reading = await database('DATABASE_READING', reader);
        expect(reading).toMatchObject({ level: 'red' });
        expect(reading?.message).toContain('triggers');
        const left = await database('DATABASE_READING', { ...reader, unreadable: 'leave-out' });
        expect(left).toMatchObject({ level: 'amber' });
      } finally {
        await runSql(root, [`DROP USER '${reader.user}'@'%'`]);
      }
    });

    test('another database than that of the site', async () => {
      const { server: there, settings } = serverOf(site);
      const { user, password } = settingsOf(there, '');
      const other = await freshSchema(there, `${settings.database}_copy`);
      try {
        const values = { user, password, database: other.database };
        expect(await database('DATABASE_OTHER', values)).toMatchObject({ level: 'red' });
      } finally {
        await runSql(settingsOf(there, settings.database), [`DROP DATABASE \`${other.database}\``]);
      }
    });
  }

  describe('a mail server', () => {
    let mail: MailServer;
    const mailRow = () =>
      row('MAIL', {
        sections: ['mail'],
        values: {
          mail: {
            ...{ recipients: ['ops@example.com'], sender: 'backup@example.com' },
            ...{ transport: 'smtp', smtp: { host: '127.0.0.1', port: mail.port } },
          },
        },
      });

    beforeAll(async () => {
      mail = await startMailServer();
    });

    afterAll(() => mail.close());

    test('that takes it', async () => {
      expect(await mailRow()).toMatchObject({ level: 'green' });
      expect(mail.mails).toHaveLength(1);
    });

    test('that refuses it, and one that never answers: by a time-out of ours', async () => {
      mail.mode = 'reject';
      expect(await mailRow()).toMatchObject({ level: 'red' });
      mail.mode = 'hang';
      const hanging = await mailRow();
      expect(hanging).toMatchObject({ level: 'red' });
      expect(`${hanging!.message} ${hanging!.remedy!}`).toMatch(/time|answer/);
    });

    test('nobody to tell', async () => {
      expect(await row('MAIL', { sections: ['mail'] })).toMatchObject({ level: 'amber' });
    });
  });
});
