import { setTimeout as wait } from 'node:timers/promises';
import { leftovers } from '../../crash/leftovers';
import { differences, siteState } from '../../crash/site-state';
import { untilSettled } from '../../crash/until-settled';
import { databaseProxy, type DatabaseProxy } from '../../support/database-proxy';
import { pauseJobs } from '../../support/pause-jobs';
import { startServer } from '../../support/server';
import { createSite } from '../../support/site';
import { refusalOf } from '../../support/refusal';
import { expectBackupWorks, isUp, openSmallSite, type SmallSite } from './small-site';

const AWAY_MS = 3_000;
const LEASE = { heartbeatMs: 250, expiryMs: 4_000 };
const LOST = /^(DATABASE_UNREACHABLE|LEASE_LOST|INTERRUPTED)$/;

describe('a database server that goes away', () => {
  test('between two requests: they are refused with the reason, and work again after it', async () => {
    const { small, proxy } = await openThroughProxy('lost-idle');
    const { admin, server } = small;
    await expectBackupWorks(small);
    await proxy.cut();
    const answer = await admin.request('POST', '/backup/backups', { body: { type: 'full' } });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(isAlive(small)).toBe(true);
    await proxy.mend();
    await expectBackupWorks(small);
    expect(await leftovers(small.site)).toEqual([]);
    await server.stop();
  });

  test('while a backup runs: an end with a reason, and nothing is left over', async () => {
    const pause = await pauseJobs('backup.snapshot.begun');
    const { small, proxy } = await openThroughProxy('lost-backup', pause.env);
    const { site, client, server } = small;
    await pause.hold();
    const { id } = await client.create();
    await pause.reached();
    await proxy.cut();
    await pause.release();
    await wait(AWAY_MS);
    expect(isAlive(small)).toBe(true);
    await proxy.mend();

    await untilSettled(site);
    const backup = await client.finished(id);
    expect(backup).toMatchObject({ status: 'failed', copies: [] });
    expect(backup.error?.code).toMatch(LOST);
    await client.idle();
    expect(await leftovers(site)).toEqual([]);
    await expectBackupWorks(small);
    await server.stop();
  });

  test.each(['restore.stage-database.loaded', 'restore.swap.locked'] as const)(
    'at %s: the site is what it was',
    async (place) => {
      const pause = await pauseJobs(place);
      const { small, proxy } = await openThroughProxy('lost-restore', pause.env);
      const { site, client, server } = small;
      const good = await client.finished((await client.create()).id);
      await client.idle();
      await site.database.run('UPDATE i18n_locale SET name = ?', 'changed');
      const before = await siteState(site);
      await pause.hold();
      await client.restore({ backupId: good.id });
      await pause.reached();
      await proxy.cut();
      await pause.release();
      await wait(AWAY_MS);
      expect(isAlive(small)).toBe(true);
      await proxy.mend();

      await untilSettled(site);
      await client.idle();
      expect(differences(before, await siteState(site))).toEqual([]);
      const [restore] = await client.restores();
      expect(restore).toMatchObject({ status: 'failed', canUndo: false });
      expect(restore?.error?.code).toMatch(LOST);
      expect(await leftovers(site)).toEqual([]);
      const again = await client.restore({ backupId: good.id });
      expect(await client.restoreEnded(again.statusToken)).toMatchObject({ status: 'completed' });
      await client.idle();
      await server.stop();
    },
  );

  test('before Strapi starts: it says so', async () => {
    const site = await createSite({ name: 'lost-start' });
    const proxy = await databaseProxy(site);
    await proxy.cut();
    await expect(startServer(site, { env: proxy.env })).rejects.toThrow(
      /DATABASE_UNREACHABLE|ECONNREFUSED/,
    );
  });

  test('the wrong password of the plugin is told, and the site stays up', async () => {
    const small = await openSmallSite('wrong-login', {
      settings: { database: { useStrapiConnection: false, password: 'wrong' } },
    });
    const { admin, client, server } = small;
    const answer = await admin.request('POST', '/backup/backups', { body: { type: 'full' } });
    if (answer.status === 202) {
      await client.idle();
      const [backup] = await client.list();
      expect(backup).toMatchObject({ status: 'failed', error: { code: 'DATABASE_UNREACHABLE' } });
      expect(JSON.stringify(backup)).not.toContain('wrong');
    } else {
      expect(refusalOf(answer)).toMatchObject({ status: 503, code: 'DATABASE_UNREACHABLE' });
    }
    expect(await isUp(server)).toBe(true);
    await server.stop();
  });
});

function isAlive({ server }: SmallSite): boolean {
  return server.child.exitCode === null && server.child.signalCode === null;
}

async function openThroughProxy(
  name: string,
  env: Record<string, string> = {},
): Promise<{ small: SmallSite; proxy: DatabaseProxy }> {
  const ways: DatabaseProxy[] = [];
  const small = await openSmallSite(name, {
    settings: { lease: LEASE },
    env: async (site) => {
      const proxy = await databaseProxy(site);
      ways.push(proxy);
      return { ...env, ...proxy.env };
    },
  });
  return { small, proxy: ways[0]! };
}
