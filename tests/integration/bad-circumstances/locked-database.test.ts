import { setTimeout as wait } from 'node:timers/promises';
import { leftovers } from '../../crash/leftovers';
import { differences, siteState } from '../../crash/site-state';
import type { AdminClient } from '../../support/admin-client';
import { SERVER_KINDS, testOn } from '../../support/database-kind';
import { pauseJobs } from '../../support/pause-jobs';
import { holdOpen } from '../../support/server-database';
import { refusalOf } from '../../support/refusal';
import { expectBackupWorks, isUp, openSmallSite } from './small-site';

/** The plugin waits 10 s for a lock before it gives up. */
const SHORT_MS = 3_000;
const LONG_MS = 12_000;
const OPEN_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 100;
const LEASE = { heartbeatMs: 250, expiryMs: 4_000 };

describe('a database that another program keeps locked', () => {
  test('for a while: a backup that is asked for meanwhile begins after it', async () => {
    const small = await openSmallSite('locked-short');
    const { client } = small;
    const unlock = await small.site.database.lockForOthers();
    const begun = client.create();
    await wait(SHORT_MS);
    await unlock();
    const backup = await client.finished((await begun).id);
    await client.idle();
    expect(backup).toMatchObject({ status: 'completed', verification: 'verified' });
    await small.server.stop();
  });

  test('for long: a backup is refused with the reason, and the site stays up', async () => {
    const small = await openSmallSite('locked-long');
    const { admin, client, server } = small;
    // Strapi writes down the first use of a token, and would wait for the lock itself.
    expect(await client.list()).toEqual([]);
    const unlock = await small.site.database.lockForOthers();
    const answer = await admin.request('POST', '/backup/backups', { body: { type: 'full' } });
    expect(refusalOf(answer)).toMatchObject({ status: 503, code: 'DATABASE_LOCKED' });
    expect(await isUp(server)).toBe(true);
    await unlock();
    expect(await client.list()).toEqual([]);
    await expectBackupWorks(small);
    await server.stop();
  });

  test('while a backup runs, longer than its lease lives: an end with a reason', async () => {
    const pause = await pauseJobs('backup.archive.sealed');
    const small = await openSmallSite('locked-running', {
      env: pause.env,
      settings: { lease: LEASE },
    });
    const { site, client, server } = small;
    await pause.hold();
    const { id } = await client.create();
    await pause.reached();
    const unlock = await site.database.lockForOthers();
    await pause.release();
    await wait(LONG_MS);
    expect(await isUp(server)).toBe(true);
    await unlock();

    const backup = await client.finished(id);
    await client.idle();
    if (backup.status === 'completed') expect(backup.error).toBeNull();
    else expect(backup.error?.code).toMatch(/^(DATABASE_LOCKED|INTERRUPTED|LEASE_LOST)$/);
    expect(await leftovers(site)).toEqual([]);
    await expectBackupWorks(small);
    await server.stop();
  });

  testOn(
    'sqlite',
    'without write-ahead logging: the snapshot waits, then says why it cannot be made',
    async () => {
      const pause = await pauseJobs('backup.snapshot.begun');
      const small = await openSmallSite('locked-journal', {
        env: pause.env,
        settings: { database: { sqliteWal: false } },
      });
      const { site, admin, client, server } = small;
      await expectBackupWorks(small);

      await pause.hold();
      const short = await client.create();
      await pause.reached();
      const unlockSoon = await site.database.lockForOthers();
      await pause.release();
      await wait(SHORT_MS);
      expect(await isUp(server)).toBe(true);
      await unlockSoon();
      expect(await client.finished(short.id)).toMatchObject({ status: 'completed' });
      await client.idle();

      await pause.hold();
      const long = await client.create();
      await pause.reached();
      const unlock = await site.database.lockForOthers();
      await pause.release();
      await wait(LONG_MS);
      expect(await isUp(server)).toBe(true);
      await unlock();
      await untilOpen(admin);
      const backup = await client.finished(long.id);
      await client.idle();
      expect(backup).toMatchObject({ status: 'failed', error: { code: 'DATABASE_LOCKED' } });
      expect(await leftovers(site)).toEqual([]);
      await expectBackupWorks(small);
      await server.stop();
    },
  );

  testOn(
    SERVER_KINDS,
    'one table, at the commit point of a restore: nothing has changed',
    async () => {
      const pause = await pauseJobs('restore.swap.locked');
      const small = await openSmallSite('locked-swap', { env: pause.env });
      const { site, client, server } = small;
      const good = await client.finished((await client.create()).id);
      await client.idle();
      await site.database.run('UPDATE i18n_locale SET name = ?', 'changed');
      const before = await siteState(site);

      await pause.hold();
      const begun = await client.restore({ backupId: good.id });
      await pause.reached();
      const end = await holdOpen(site, 'i18n_locale');
      await pause.release();
      const ended = await client.restoreEnded(begun.statusToken);
      await client.idle();
      expect(ended).toMatchObject({ status: 'failed', error: { code: 'DATABASE_LOCKED' } });
      expect(differences(before, await siteState(site))).toEqual([]);
      await end();
      expect(await leftovers(site)).toEqual([]);

      const again = await client.restore({ backupId: good.id });
      expect(await client.restoreEnded(again.statusToken)).toMatchObject({ status: 'completed' });
      await client.idle();
      await server.stop();
    },
  );
});

/** Who cannot read for long whether a restore is under way keeps the site closed; not for ever. */
async function untilOpen(admin: AdminClient): Promise<void> {
  const deadline = Date.now() + OPEN_WITHIN_MS;
  while ((await admin.request('GET', '/backup/backups')).status === 503) {
    if (Date.now() > deadline) throw new Error('The site stays closed.');
    await wait(LOOK_AGAIN_MS);
  }
}
