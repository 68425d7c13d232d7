import { setTimeout as wait } from 'node:timers/promises';
import { untilLogged } from '../support/until-logged';
import { carryOn } from './carry-on';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';
import { untilGone } from './until-gone';
import { untilSettled } from './until-settled';
import { workerOf } from './worker-of';

/** Longer than anybody waits for a lock of the database by itself. */
const LONG_MS = 15_000;

/**
 * The swap of a large database takes long, and its worker hears of nothing meanwhile. When Strapi is
 * killed and started again, it has to wait for the lock, and then finds a restore to finish.
 */
describe('a swap that outlives its Strapi', () => {
  const withScene = sceneKeeper(() => createScene('outlived'));

  test('is waited for by the next Strapi, which finishes the restore', () =>
    withScene('a swap that outlives its Strapi', async (scene) => {
      const first = await scene.running();
      const pause = await scene.pause(first, 'restore.swap.half');
      const before = await damaged(scene);
      await pause.hold();
      await scene.client(first).restore({ backupId: scene.good.id });
      await pause.reached();
      const worker = await workerOf(first.pid);
      await first.kill();

      const second = await scene.start({ waitUntilHealthy: false });
      const ended = await Promise.race([second.exited, wait(LONG_MS, 'still waiting')]);
      expect(ended).toBe('still waiting');
      await pause.release();
      await untilGone(worker!);
      await untilLogged(second, 'Strapi started successfully');
      await untilSettled(scene.site);

      await expectState(scene.site, 'new', { old: before.state, new: scene.goodState });
      await expectOrder(scene.site, before.rows);
      const client = scene.client(second);
      expect((await client.restores())[0]).toMatchObject({ status: 'completed', error: null });
      await expectGoodBackups(scene, client);
      await carryOn(scene, client, second, { restore: true });
    }));
});
