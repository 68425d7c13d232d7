import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PausePoint } from '../../server/src/pause-points';
import { damaged, type Before } from '../crash/damaged';
import { expectOrder } from '../crash/expect-order';
import { expectState } from '../crash/expect-state';
import { createScene, SHORT_LEASE, type Scene } from '../crash/scene';
import { siteAnswers } from '../crash/site-answers';
import { untilSettled } from '../crash/until-settled';
import { adminClient } from '../support/admin-client';
import { pauseJobs, type PausedJobs } from '../support/pause-jobs';
import { PLAYGROUND } from '../support/repository';
import { runStrapi } from '../support/run-strapi';
import { endServers, type RunningServer } from '../support/server';
import type { Site } from '../support/site';
import { titlesInArchive, titlesOfReviews } from '../support/titles-of-reviews';
import { untilLogged } from '../support/until-logged';
import { writesAroundRestore } from '../support/writes-around-restore';
import { startWriting } from '../support/writing-clients';

const WAITING = 'waiting for a restore to finish';

/** Two Strapis on one database and one folder of media; one of them restores. */
describe('a second Strapi on the same site', () => {
  const lent: { scene?: Scene } = {};
  beforeAll(async () => {
    lent.scene = await createScene('two-servers');
    // Strapi's other commands compile the project first.
    for (const folder of ['config', 'src']) {
      const target = path.join(lent.scene.site.dir, folder);
      await cp(path.join(PLAYGROUND, folder), target, { recursive: true });
    }
  }, 120_000);
  // A test that failed must not leave its restore running for the next one.
  afterEach(async () => {
    await endServers();
  });

  test('boots while a restore is prepared, refuses writes, and disturbs nothing', async () => {
    const { scene } = lent as { scene: Scene };
    const { first, pause, before, statusToken } = await heldRestore(scene, 'restore.stage-media');
    const staging = await stagingOf(scene);

    const second = await scene.start();
    for (const server of [first, second]) {
      const visitor = adminClient(server, null);
      const refused = await visitor.request('POST', '/api/reviews', { body: { data: {} } });
      expect(refused).toMatchObject({
        status: 503,
        body: { error: { details: { code: 'RESTORE_IN_PROGRESS' } } },
      });
      expect((await visitor.request('GET', '/api/reviews')).status).toBe(200);
    }
    expect(await scene.client(second).status(statusToken)).toMatchObject({
      status: 'running',
      gate: 'write',
    });
    await expectLoadOnlyRefused(scene);
    expect(await stagingOf(scene)).toEqual(staging);

    await pause.release();
    expect(await scene.client(first).restoreEnded(statusToken)).toMatchObject({
      status: 'completed',
    });
    await expectRestored(scene, before, [first, second]);
  });

  const swapped = [
    // Strapi itself stands still and cannot renew its lease, so it gets a long one.
    { point: 'restore.swap', lease: { heartbeatMs: 100, expiryMs: 60_000 } },
    { point: 'restore.roll-forward.old-half-out', lease: SHORT_LEASE },
  ] as const;
  test.each(swapped)('waits with its boot for a restore at $point', async ({ point, lease }) => {
    const { scene } = lent as { scene: Scene };
    const { first, pause, before, statusToken } = await heldRestore(scene, point, lease);
    const staging = await stagingOf(scene);

    const second = await scene.start({ waitUntilHealthy: false });
    await untilLogged(second, WAITING);
    await expectLoadOnlyRefused(scene);
    expect(await stagingOf(scene)).toEqual(staging);
    await expect(fetch(`${second.url}/_health`)).rejects.toThrow('fetch failed');

    await pause.release();
    expect(await scene.client(first).restoreEnded(statusToken)).toMatchObject({
      status: 'completed',
    });
    await untilLogged(second, 'Strapi started successfully');
    await expectRestored(scene, before, [first, second]);
  });

  test('may boot at any moment of a restore', async () => {
    const { scene } = lent as { scene: Scene };
    const first = await scene.start();
    const before = await damaged(scene);
    const booting = scene.start();
    const { statusToken } = await scene.client(first).restore({ backupId: scene.good.id });
    const ended = await scene.client(first).restoreEnded(statusToken);
    expect(ended).toMatchObject({ status: 'completed' });
    await expectRestored(scene, before, [first, await booting]);
  });

  test('takes writes that are in the safety backup, or in the new state', async () => {
    const { scene } = lent as { scene: Scene };
    const [first, second] = [await scene.start(), await scene.start()];
    const client = scene.client(first);
    const visitors = startWriting(second, 3, scene.newMark());
    await visitors.accepted(30);
    const { id, statusToken } = await client.restore({ backupId: scene.good.id });
    expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    await visitors.accepted(30);
    await visitors.stop();

    const { before, after } = writesAroundRestore(visitors.writes);
    const restore = (await client.restores()).find((each) => each.id === id);
    const safety = await client.get(restore!.safetyBackupId!);
    const saved = await titlesInArchive(
      scene.site,
      path.join(scene.site.backupsDir, safety.fileName!),
    );
    expect(before.filter((key) => !saved.has(key))).toEqual([]);
    const live = await titlesOfReviews(scene.site.database);
    expect(after.filter((key) => !live.has(key))).toEqual([]);
    expect(before.filter((key) => live.has(key))).toEqual([]);
    await first.stop();
    await second.stop();
  });
});

interface HeldRestore {
  readonly first: RunningServer;
  readonly pause: PausedJobs;
  readonly before: Before;
  readonly statusToken: string;
}

/** A restore of the good backup over a damaged site that stands still at a place. */
async function heldRestore(
  scene: Scene,
  point: PausePoint,
  lease: { heartbeatMs: number; expiryMs: number } = SHORT_LEASE,
): Promise<HeldRestore> {
  const pause = await pauseJobs(point);
  const first = await scene.start({ env: pause.env, config: { lease } });
  const before = await damaged(scene);
  await pause.hold();
  const { statusToken } = await scene.client(first).restore({ backupId: scene.good.id });
  await pause.reached();
  return { first, pause, before, statusToken };
}

/** What only loads Strapi would read, or migrate, a site that is being replaced. */
async function expectLoadOnlyRefused({ site }: Scene): Promise<void> {
  const file = path.join(site.dir, 'export');
  const { code, output } = await runStrapi(site, ['export', '--no-encrypt', '--file', file]);
  expect(output).toContain('RESTORE_IN_PROGRESS');
  expect(code).toBe(1);
}

/** Every file and every table that the restore has prepared, wherever it is. */
async function stagingOf({ site }: Scene): Promise<string[]> {
  const folders = [path.join(site.backupsDir, '.staging'), path.join(site.backupsDir, '.undo')];
  const hidden = (await readdir(site.uploadsDir)).filter((name) => name.startsWith('.bk'));
  folders.push(...hidden.map((name) => path.join(site.uploadsDir, name)));
  const names = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name)),
    ),
  );
  return [...names.flat(), ...(await stagedTables(site))].sort();
}

async function stagedTables({ database }: Site): Promise<string[]> {
  if (database.kind === 'sqlite') return [];
  const rows = await database.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name LIKE 'bkv!_%' ESCAPE '!'`,
  );
  return rows.map(({ name }) => String(name));
}

async function expectRestored(
  scene: Scene,
  before: Before,
  servers: readonly RunningServer[],
): Promise<void> {
  await untilSettled(scene.site);
  await expectState(scene.site, 'new', { old: before.state, new: scene.goodState });
  await expectOrder(scene.site, before.rows);
  for (const server of servers) {
    await siteAnswers(server, scene.newMark());
    const client = scene.client(server);
    const { id } = await client.create({ type: 'database' });
    expect(await client.finished(id)).toMatchObject({ status: 'completed' });
    await client.idle();
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  }
}
