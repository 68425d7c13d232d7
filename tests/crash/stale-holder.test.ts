import type { PausePoint } from '../../server/src/pause-points';
import { DATABASE_KIND } from '../support/database-kind';
import { carryOn } from './carry-on';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { some } from './crash-cases';
import { createScene, type Scene } from './scene';
import { sceneKeeper } from './scene-keeper';
import { siteAnswers } from './site-answers';
import { siteState } from './site-state';
import { untilGone } from './until-gone';
import { untilSettled } from './until-settled';
import { workerOf } from './worker-of';

interface StaleCase {
  readonly job: 'backup' | 'restore';
  readonly point: PausePoint;
  /** What the second Strapi makes of it. */
  readonly end: 'old' | 'new';
}

const CASES: readonly StaleCase[] = [
  { job: 'restore', point: 'restore.safety', end: 'old' },
  { job: 'restore', point: 'restore.stage-media', end: 'old' },
  // The last moment before the swap: the swap itself must find out.
  { job: 'restore', point: 'restore.prepare-swap', end: 'old' },
  // On SQLite the swap has the database for itself from here on.
  ...(DATABASE_KIND === 'sqlite'
    ? []
    : ([
        { job: 'restore', point: 'restore.swap.locked', end: 'old' },
        { job: 'restore', point: 'restore.swap.replaced', end: 'new' },
      ] as const)),
  { job: 'restore', point: 'restore.swap.committed', end: 'new' },
  { job: 'restore', point: 'restore.roll-forward.old-half-out', end: 'new' },
  { job: 'restore', point: 'restore.roll-forward.new-half-in', end: 'new' },
  { job: 'restore', point: 'restore.check', end: 'new' },
  { job: 'backup', point: 'backup.publish.synced', end: 'old' },
  { job: 'backup', point: 'backup.publish.renamed', end: 'old' },
];

/**
 * A Strapi and its worker freeze for longer than their lease lasts (a machine that is suspended, a
 * disk that hangs). Another Strapi takes over and brings the site to rest. When the first two wake up,
 * nothing that they had been about to do may happen any more.
 */
describe('a holder of the lease that was frozen', () => {
  const withScene = sceneKeeper(() => createScene('stale'));

  test.each(chosenCases())('$job, frozen at $point', ({ job, point, end }) =>
    withScene(`frozen at ${point}`, async (scene) => {
      const first = await scene.running();
      const pause = await scene.pause(first, point);
      const before = await damaged(scene);
      await pause.hold();
      const begun = begin(scene, job, scene.client(first)).catch(() => undefined);
      await pause.reached();
      const worker = await workerOf(first.pid);
      const frozen = [first.pid, ...(worker === null ? [] : [worker])];
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');

      const second = await scene.start();
      const client = scene.client(second);
      await untilSettled(scene.site);
      await expectState(scene.site, end, { old: before.state, new: scene.goodState });
      await expectOrder(scene.site, before.rows);
      // From now on there is something to lose.
      await siteAnswers(second, scene.newMark());
      const state = await siteState(scene.site);
      const records = [await client.list(), await client.restores()];

      await pause.release();
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
      await begun;
      if (worker !== null) await untilGone(worker);
      await scene.client(first).idle();
      await expectState(scene.site, 'old', { old: state, new: before.state });
      await expectOrder(scene.site, before.rows);
      expect([await client.list(), await client.restores()]).toEqual(records);
      await expectGoodBackups(scene, client);

      await siteAnswers(first, scene.newMark());
      await second.stop();
      await carryOn(scene, scene.client(first), first, { restore: job === 'restore' });
    }),
  );
});

/** On SQLite all of them; elsewhere those in the swap, and some of the others. */
function chosenCases(): readonly StaleCase[] {
  const inSwap = CASES.filter(({ point }) => point.startsWith('restore.swap.'));
  const others = CASES.filter((each) => !inSwap.includes(each));
  return [...inSwap, ...some(others, others.length)];
}

async function begin(scene: Scene, job: StaleCase['job'], client: ReturnType<Scene['client']>) {
  if (job === 'backup') await client.create();
  else await client.restore({ backupId: scene.good.id });
}
