import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Backup } from '../../server/src/contracts/backups';
import { cleanupResultSchema } from '../../server/src/contracts/cleanup';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import {
  scheduleAnswerSchema,
  scheduleListAnswerSchema,
  schedulePreviewSchema,
  type Schedule,
} from '../../server/src/contracts/schedules';
import { SCHEDULES_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { makePauseFolder, pauseEnv, pauseJobs } from '../support/pause-jobs';
import { refusalOf } from '../support/refusal';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const LOOK_AGAIN_MS = 50;
const DEADLINE_MS = 60_000;
const YESTERDAY = new Date(Date.now() - 24 * 60 * 60 * 1000);

describe('schedules', () => {
  let site: Site;
  let admin: AdminClient;
  let client: BackupClient;
  let pauseFolder: string;

  beforeAll(async () => {
    site = await createSite({ name: 'schedules', seed: { scale: 0.1 } });
    pauseFolder = await makePauseFolder();
    const server = await startServer(site, {
      env: {
        ...pauseEnv(pauseFolder),
        BACKUP_CONFIG: JSON.stringify({ tickSeconds: 1, retryAfterMinutes: 0.02 }),
      },
    });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
  });

  const create = async (input: object): Promise<Schedule> => {
    const body = {
      ...{ name: 'Nightly', type: 'database', frequency: 'daily', time: '03:30', zone: 'UTC' },
      ...input,
    };
    const answer = await admin.request('POST', '/backup/schedules', { body });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return scheduleAnswerSchema.parse(answer.body).data;
  };

  const get = async (id: string): Promise<Schedule> => {
    const { body } = await admin.request('GET', '/backup/schedules');
    return scheduleListAnswerSchema.parse(body).data.find((schedule) => schedule.id === id)!;
  };

  const remove = async (id: string): Promise<void> => {
    expect((await admin.request('DELETE', `/backup/schedules/${id}`)).status).toBe(200);
  };

  const backupsOf = async ({ id }: Schedule): Promise<Backup[]> =>
    (await client.list()).filter(({ schedule }) => schedule === id);

  const refused = async (method: string, address: string, body: object) =>
    refusalOf(await admin.request(method, address, { body }));

  /** As if its time had come while nobody looked. */
  const makeDue = (id: string, at = YESTERDAY): Promise<unknown> =>
    site.database.run(
      `UPDATE ${SCHEDULES_TABLE} SET next_run_at = ? WHERE document_id = ?`,
      at,
      id,
    );

  const until = async (id: string, is: (schedule: Schedule) => boolean): Promise<Schedule> => {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const schedule = await get(id);
      if (is(schedule)) return schedule;
      if (Date.now() > deadline) throw new Error(`In vain: ${JSON.stringify(schedule)}`);
      await wait(LOOK_AGAIN_MS);
    }
  };

  const ended = ({ lastStatus }: Schedule): boolean =>
    lastStatus === 'completed' || lastStatus === 'failed';

  test('one is made, changed and deleted, and its fields are looked at', async () => {
    const schedule = await create({ frequency: 'weekly', weekdays: [1, 4], zone: 'Europe/Paris' });
    expect(schedule).toMatchObject({ enabled: true, lastRunAt: null, lastStatus: null });
    expect(Date.parse(schedule.nextRunAt!)).toBeGreaterThan(Date.now());

    const off = { enabled: false };
    const address = `/backup/schedules/${schedule.id}`;
    expect((await admin.request('PUT', address, { body: off })).status).toBe(200);
    expect(await get(schedule.id)).toMatchObject({ ...off, nextRunAt: null, weekdays: [1, 4] });
    const monthly = { enabled: true, frequency: 'monthly', dayOfMonth: 31 };
    expect((await admin.request('PUT', address, { body: monthly })).status).toBe(200);
    const changed = await get(schedule.id);
    expect(changed).toMatchObject({ name: 'Nightly', ...monthly });
    expect(Date.parse(changed.nextRunAt!)).toBeGreaterThan(Date.now());

    for (const [field, wrong] of [
      ['name', { name: '' }],
      ['zone', { zone: 'Europe/Nowhere' }],
      ['time', { time: '25:00' }],
      ['weekdays', { frequency: 'weekly', weekdays: [] }],
      ['dayOfMonth', { dayOfMonth: 32 }],
      ['cron', { frequency: 'cron', cron: '* * * *' }],
      ['cron', { frequency: 'cron', cron: '61 * * * *' }],
      ['cron', { frequency: 'cron', cron: '0 0 15 2 3#5' }],
      ['cron', { frequency: 'cron' }],
      ['retention.daily', { retention: { daily: -1 } }],
      ['surprise', { surprise: 1 }],
    ] as const) {
      expect({ field, ...(await refused('PUT', address, wrong)) }).toMatchObject({
        status: 400,
        code: 'INVALID_INPUT',
        field,
      });
    }
    expect(await refused('PUT', address, { options: { compression: 'zstd' } })).toMatchObject({
      code: 'COMPRESSION_UNAVAILABLE',
    });
    expect(await get(schedule.id)).toEqual(changed);
    await remove(schedule.id);
    expect(await refused('PUT', address, off)).toMatchObject({ code: 'UNKNOWN_SCHEDULE' });
  });

  test('switching one on does not run it', async () => {
    const { id } = await create({ enabled: false });
    await admin.request('PUT', `/backup/schedules/${id}`, { body: { enabled: true } });
    const other = await create({});
    await makeDue(other.id);
    // The look that has run the other one has passed this one by.
    await until(other.id, ended);
    expect(await get(id)).toMatchObject({ lastRunAt: null, lastStatus: null });
    await remove(id);
    await remove(other.id);
  });

  test('what was due while nobody looked runs once', async () => {
    const schedule = await create({ frequency: 'hourly', options: { excludeLogs: true } });
    await makeDue(schedule.id);
    const after = await until(schedule.id, ended);
    expect(after.lastStatus).toBe('completed');
    expect(Date.parse(after.nextRunAt!)).toBeGreaterThan(Date.now());
    const other = await create({});
    await makeDue(other.id);
    await until(other.id, ended);
    expect(await backupsOf(schedule)).toMatchObject([
      {
        ...{ origin: 'schedule', type: 'database', status: 'completed', excludeLogs: true },
        ...{ verification: 'verified', actor: null },
        name: expect.stringContaining('Nightly') as string,
      },
    ]);
    await remove(schedule.id);
    await remove(other.id);
  });

  test('one that is due waits for the job that runs, and then runs once', async () => {
    const pause = await pauseJobs('backup.verify', pauseFolder);
    await pause.hold();
    const long = await client.create({ name: 'Takes long' });
    await pause.reached();
    // Meanwhile people go on working with its record.
    const edit = { note: 'Written while it ran', pinned: true };
    await admin.request('PUT', `/backup/backups/${long.id}`, { body: edit });
    const schedule = await create({});
    for (let missed = 0; missed < 3; missed += 1) {
      await makeDue(schedule.id, new Date(YESTERDAY.getTime() + missed));
      await wait(1_100);
    }
    expect(await get(schedule.id)).toMatchObject({ lastRunAt: null });
    await pause.release();
    await until(schedule.id, ended);
    expect(await backupsOf(schedule)).toHaveLength(1);
    expect(await client.get(long.id)).toMatchObject({ status: 'completed', ...edit });
    await remove(schedule.id);
  });

  test('one that fails is tried once more, and then left until its next time', async () => {
    const schedule = await create({ type: 'media' });
    await rename(site.uploadsDir, `${site.uploadsDir}.away`);
    await makeDue(schedule.id);
    await until(schedule.id, ({ lastStatus }) => lastStatus === 'retrying');
    const failed = await until(schedule.id, ended);
    await rename(`${site.uploadsDir}.away`, site.uploadsDir);
    expect(failed.lastStatus).toBe('failed');
    expect(Date.parse(failed.nextRunAt!)).toBeGreaterThan(Date.now());
    expect(await backupsOf(schedule)).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);

    await makeDue(schedule.id);
    expect(
      (await until(schedule.id, ({ lastStatus }) => lastStatus === 'completed')).lastStatus,
    ).toBe('completed');
    await remove(schedule.id);
  });

  test('one that cannot even begin leaves a failed backup that says why', async () => {
    const schedule = await create({});
    await site.database.run(
      `UPDATE ${SCHEDULES_TABLE} SET options = ? WHERE document_id = ?`,
      JSON.stringify({ compression: 'zstd' }),
      schedule.id,
    );
    await makeDue(schedule.id);
    await until(schedule.id, ({ lastStatus }) => lastStatus === 'failed');
    expect(await backupsOf(schedule)).toMatchObject([
      { status: 'failed', error: { code: 'COMPRESSION_UNAVAILABLE' } },
      { status: 'failed', error: { code: 'COMPRESSION_UNAVAILABLE' } },
    ]);
    await remove(schedule.id);
  });

  test('retention is previewed, and done after each run', async () => {
    const schedule = await create({ retention: { keepLast: 2 } });
    const runs = async (): Promise<Backup[]> =>
      (await backupsOf(schedule)).filter(({ status }) => status === 'completed');
    const run = async (): Promise<Backup> => {
      const { status, body } = await admin.request('POST', `/backup/schedules/${schedule.id}/run`);
      expect(status).toBe(202);
      return client.finished((body as { data: Backup }).data.id);
    };
    const first = await run();
    const second = await run();
    const third = await run();
    await admin.request('PUT', `/backup/backups/${second.id}`, { body: { pinned: true } });
    const dry = await admin.request('POST', '/backup/cleanup', { body: { dryRun: true } });
    const { deleted } = cleanupResultSchema.parse((dry.body as { data: unknown }).data);
    expect(deleted.map(({ id }) => id)).toEqual([first.id]);
    const { body } = await admin.request('POST', '/backup/schedules/preview', {
      body: {
        id: schedule.id,
        frequency: 'hourly',
        time: '00:10',
        zone: 'UTC',
        retention: { keepLast: 3 },
      },
      parse: (answer: unknown) => schedulePreviewSchema.parse(answer),
    });
    expect(body.data.deletes).toEqual([]);
    expect(body.data.runs).toHaveLength(5);
    expect(body.data.retention).toContain('the newest 3 backups');
    expect((await runs()).map(({ id }) => id)).toEqual([third.id, second.id, first.id]);

    await makeDue(schedule.id);
    await until(schedule.id, ended);
    await client.idle();
    const deadline = Date.now() + DEADLINE_MS;
    while ((await runs()).some(({ id }) => id === first.id)) {
      if (Date.now() > deadline) throw new Error('Nothing was cleaned up.');
      await wait(LOOK_AGAIN_MS);
    }
    const kept = await runs();
    expect(kept.slice(1).map(({ id }) => id)).toEqual([third.id, second.id]);
    expect(existsSync(path.join(site.backupsDir, first.fileName!))).toBe(false);
    await remove(schedule.id);
  });
});
