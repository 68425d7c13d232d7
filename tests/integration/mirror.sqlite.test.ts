import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  mirrorAdoptedAnswerSchema,
  mirrorOfferAnswerSchema,
  mirrorSchema,
  type MirrorOffer,
} from '../../server/src/contracts/mirror';
import { healthAnswerSchema } from '../../server/src/contracts/health';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { scheduleListAnswerSchema, type Schedule } from '../../server/src/contracts/schedules';
import { settingsAnswerSchema } from '../../server/src/contracts/settings';
import { SCHEDULES_TABLE, SETTINGS_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { refusalOf } from '../support/refusal';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const DEADLINE_MS = 10_000;
const LOOK_AGAIN_MS = 100;
const NIGHTLY = {
  ...{ name: 'Nightly', type: 'full', frequency: 'daily', time: '03:30', zone: 'Europe/Paris' },
  retention: { daily: 7 },
};

describe('schedules and settings beside the archives', () => {
  let site: Site;
  let admin: AdminClient;

  beforeAll(async () => {
    site = await createSite({ name: 'mirror', seed: { scale: 0.1 } });
    const server = await startServer(site, { env: { ENCRYPTION_KEY: 'a key of the site' } });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    await admin.request('POST', '/backup/schedules', { body: NIGHTLY });
    await admin.request('PUT', '/backup/settings', {
      body: { compressionLevel: 9, webhook: { secret: 'canary-of-the-mirror' } },
    });
  });

  const offer = async (): Promise<MirrorOffer | null> =>
    mirrorOfferAnswerSchema.parse((await admin.request('GET', '/backup/settings/mirror')).body)
      .data;

  const schedules = async (): Promise<Schedule[]> =>
    scheduleListAnswerSchema.parse((await admin.request('GET', '/backup/schedules')).body).data;

  const adopt = () => admin.request('POST', '/backup/settings/mirror/adopt');

  /** What `strapi import`, or a new database, leaves of them. */
  const loseDatabase = async (): Promise<void> => {
    await site.database.run(`DELETE FROM ${SCHEDULES_TABLE}`);
    await site.database.run(`DELETE FROM ${SETTINGS_TABLE}`);
  };

  /** Settings are read anew within a second. */
  const offeredSoon = async (): Promise<MirrorOffer> => {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const found = await offer();
      if (found !== null) return found;
      if (Date.now() > deadline) throw new Error('Nothing was offered.');
      await wait(LOOK_AGAIN_MS);
    }
  };

  const mirrorFile = (name: string): string => path.join(site.backupsDir, name);

  test('are written down there with each change, without secrets', async () => {
    const text = await readFile(mirrorFile('.strapi-backup-mirror.json'), 'utf8');
    const mirror = mirrorSchema.parse(JSON.parse(text));
    expect(mirror.schedules).toMatchObject([{ name: 'Nightly', retention: { daily: 7 } }]);
    expect(mirror.settings).toEqual({ compressionLevel: 9 });
    expect(text).not.toContain('canary');
  });

  test('are not offered to a site that has its own', async () => {
    expect(await offer()).toBeNull();
    expect(refusalOf(await adopt())).toMatchObject({ status: 409, code: 'NOTHING_TO_ADOPT' });
  });

  test('when one cannot be brought back, none is, and they are offered again', async () => {
    await admin.request('POST', '/backup/schedules', { body: { ...NIGHTLY, name: 'Second' } });
    await loseDatabase();
    await offeredSoon();
    await site.database.run(
      `CREATE TRIGGER refuse_second BEFORE INSERT ON ${SCHEDULES_TABLE} WHEN NEW.name = 'Second'
       BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    );
    expect((await adopt()).status).toBe(500);
    expect(await schedules()).toEqual([]);
    await site.database.run('DROP TRIGGER refuse_second');
    expect((await offeredSoon()).schedules).toEqual(['Nightly', 'Second']);
    expect((await adopt()).status).toBe(200);
    const second = (await schedules()).find(({ name }) => name === 'Second');
    await admin.request('DELETE', `/backup/schedules/${second!.id}`);
  });

  test('are offered to a site that has lost them, and brought back as they were', async () => {
    const [before] = await schedules();
    await loseDatabase();
    expect(await offeredSoon()).toMatchObject({
      schedules: ['Nightly'],
      settings: ['compressionLevel'],
    });
    const health = healthAnswerSchema.parse((await admin.request('GET', '/backup/health')).body);
    expect(health.data.reasons.map(({ code }) => code)).toContain('MIRROR_FOUND');
    const answer = mirrorAdoptedAnswerSchema.parse((await adopt()).body);
    expect(answer.data).toEqual({ schedules: 1, settings: ['compressionLevel'], leftOut: [] });
    const [after] = await schedules();
    expect(after).toEqual({ ...before, nextRunAt: after!.nextRunAt });
    expect(Date.parse(after!.nextRunAt!)).toBeGreaterThan(Date.now());
    const settings = settingsAnswerSchema.parse(
      (await admin.request('GET', '/backup/settings')).body,
    );
    expect(settings.data.values.compressionLevel).toBe(9);
    expect(await offer()).toBeNull();
  });

  test('a site that begins anew does not write over what nobody has brought back yet', async () => {
    await loseDatabase();
    await admin.request('POST', '/backup/schedules', { body: { ...NIGHTLY, name: 'Another' } });
    const previous = mirrorFile('.strapi-backup-mirror.previous.json');
    expect(await readFile(previous, 'utf8')).toContain('Nightly');
  });

  test('nor over settings alone', async () => {
    await admin.request('DELETE', '/backup/settings/mirror');
    await admin.request('PUT', '/backup/settings', { body: { compressionLevel: 9 } });
    await loseDatabase();
    // Until then the settings are known from before.
    expect((await offeredSoon()).settings).toEqual(['compressionLevel']);
    await admin.request('PUT', '/backup/settings', { body: { excludeLogs: true } });
    const previous = mirrorFile('.strapi-backup-mirror.previous.json');
    expect(await readFile(previous, 'utf8')).toContain('"compressionLevel": 9');
    await loseDatabase();
    await offeredSoon();
    expect((await adopt()).status).toBe(200);
    await loseDatabase();
    await offeredSoon();
    await admin.request('POST', '/backup/schedules', { body: { ...NIGHTLY, name: 'Another' } });
    await loseDatabase();
  });

  test('what is declined is set aside', async () => {
    await loseDatabase();
    expect((await offeredSoon()).schedules).toEqual(['Another']);
    expect((await admin.request('DELETE', '/backup/settings/mirror')).status).toBe(200);
    expect(await offer()).toBeNull();
    expect(existsSync(mirrorFile('.strapi-backup-mirror.json'))).toBe(false);
  });
});
