import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BackupClient } from '../support/backup-client';
import type { Site } from '../support/site';
import { carryOn } from './carry-on';
import { damaged } from './damaged';
import { endProcess } from './end-process';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { runOptions } from './run-options';
import { createScene, type Scene } from './scene';
import { sceneKeeper } from './scene-keeper';
import { seededRandom } from './seeded-random';
import { tell } from './tell';
import { untilGone } from './until-gone';
import { untilSettled } from './until-settled';
import { workerOf } from './worker-of';

const KILLS = ['worker', 'strapi', 'both'] as const;

/** Enough to make the steps long: about a second each. */
const LARGE_FILES = 6;
const LARGE_BYTES = 16 * 1024 ** 2;

/**
 * Kills in the middle of what takes long, between the named places. The seed chooses the moment as a
 * share of the time that the job takes undisturbed.
 */
describe('a job that is killed at any moment', () => {
  const { seed, all, share: ofCases } = runOptions();
  const random = seededRandom(seed);
  const withScene = sceneKeeper(() => createScene('moments', addLargeFiles));
  const durations = new Map<'backup' | 'restore', number>();

  const cases = (['backup', 'restore'] as const).flatMap((job) =>
    Array.from({ length: all ? 20 : Math.ceil(4 * ofCases) }, (_, index) => {
      const kill = KILLS[(seed + index) % KILLS.length]!;
      const share = random.next();
      return { job, kill, share, title: `${job}, at ${(share * 100).toFixed(0)} %, kill ${kill}` };
    }),
  );

  test.each(cases)('$title', ({ job, kill, share, title }) =>
    withScene(title, async (scene) => {
      const duration = durations.get(job) ?? (await measure(scene, job));
      durations.set(job, duration);
      await killAfter(scene, job, kill, share * duration);
    }),
  );
});

async function killAfter(
  scene: Scene,
  job: 'backup' | 'restore',
  kill: (typeof KILLS)[number],
  afterMs: number,
): Promise<void> {
  const first = await scene.running();
  const before = await damaged(scene);
  await begin(scene, job, scene.client(first));
  await wait(afterMs);

  const worker = await workerOf(first.pid);
  if (kill !== 'worker') await first.kill();
  if (kill !== 'strapi' && worker !== null) await endProcess(worker);
  const server = kill === 'worker' ? first : await scene.start();
  if (worker !== null && kill === 'strapi') await untilGone(worker);
  await untilSettled(scene.site);

  const client = scene.client(server);
  const end = job === 'restore' ? await restoredTo(client) : 'old';
  await expectState(scene.site, end, { old: before.state, new: scene.goodState });
  await expectOrder(scene.site, before.rows);
  await expectGoodBackups(scene, client);
  await carryOn(scene, client, server, { restore: false });
}

async function begin(scene: Scene, job: 'backup' | 'restore', client: BackupClient) {
  if (job === 'backup') await client.create();
  else await client.restore({ backupId: scene.good.id });
}

/** What the record says must be true; either is right. */
async function restoredTo(client: BackupClient): Promise<'old' | 'new'> {
  const [restore] = await client.restores();
  expect(['completed', 'failed']).toContain(restore?.status);
  return restore?.status === 'completed' ? 'new' : 'old';
}

/** How long a job takes when nobody disturbs it, in milliseconds. */
async function measure(scene: Scene, job: 'backup' | 'restore'): Promise<number> {
  const server = await scene.running();
  const client = scene.client(server);
  await damaged(scene);
  const from = Date.now();
  await begin(scene, job, client);
  await untilSettled(scene.site);
  const duration = Date.now() - from;
  tell(`        a ${job} takes ${duration} ms`);
  await carryOn(scene, client, server, { restore: false });
  return duration;
}

async function addLargeFiles(site: Site): Promise<void> {
  for (let n = 0; n < LARGE_FILES; n += 1) {
    await writeFile(path.join(site.uploadsDir, `large-${n}.bin`), randomBytes(LARGE_BYTES));
  }
}
