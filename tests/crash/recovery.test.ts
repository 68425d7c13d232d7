import type { PausePoint } from '../../server/src/pause-points';
import { pauseJobs } from '../support/pause-jobs';
import { carryOn } from './carry-on';
import { some } from './crash-cases';
import { damaged } from './damaged';
import { endProcess } from './end-process';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';
import { untilSettled } from './until-settled';
import { workerOf } from './worker-of';

/** Where a Strapi that finishes somebody else's restore comes by, while it boots. */
const PLACES: readonly PausePoint[] = [
  'restore.roll-forward.old-half-out',
  'restore.roll-forward.old-out',
  'restore.roll-forward.new-half-in',
  'restore.roll-forward.new-in',
  'restore.roll-forward',
  'restore.check',
  'restore.finished',
];

/** Recovery can be interrupted like anything else, and is then begun again. */
describe('a recovery that is killed', () => {
  const withScene = sceneKeeper(() => createScene('recovery'));

  test.each(some(PLACES, 2))('at %s, is begun again by the next Strapi', (place) =>
    withScene(`recovery, ${place}`, async (scene) => {
      const first = await scene.running();
      const swapped = await scene.pause(first, 'restore.swap');
      const before = await damaged(scene);
      await swapped.hold();
      await scene.client(first).restore({ backupId: scene.good.id });
      await swapped.reached();
      const worker = await workerOf(first.pid);
      await first.kill();
      if (worker !== null) await endProcess(worker);

      const halfway = await pauseJobs(place);
      await halfway.hold();
      const second = await scene.start({ env: halfway.env, waitUntilHealthy: false });
      await halfway.reached();
      await second.kill();

      const third = await scene.start();
      await untilSettled(scene.site);
      await expectState(scene.site, 'new', { old: before.state, new: scene.goodState });
      await expectOrder(scene.site, before.rows);
      const client = scene.client(third);
      expect((await client.restores())[0]).toMatchObject({ status: 'completed', error: null });
      await expectGoodBackups(scene, client);
      await carryOn(scene, client, third, { restore: false });
    }),
  );
});
