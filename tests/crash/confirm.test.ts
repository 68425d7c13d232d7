import { carryOn } from './carry-on';
import { crashCases } from './crash-cases';
import { crashJob } from './crash-job';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { ownRows } from './own-rows';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** What somebody has let go of goes, and nothing else does. */
describe('a confirmation that is killed', () => {
  const withScene = sceneKeeper(() => createScene('confirm'));

  test.each(crashCases('confirm'))('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { site, good, goodState } = scene;
      const { server } = await crashJob(scene, crash, {
        prepare: async (client) => {
          const { state } = await damaged(scene);
          const { id, statusToken } = await client.restore({ backupId: good.id });
          expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
          await client.idle();
          return { id, state, rows: await ownRows(site) };
        },
        begin: (client, { id }) => client.confirm(id),
        check: async (client, { id, state, rows }) => {
          const restore = (await client.restores()).find((each) => each.id === id);
          expect(restore).toMatchObject({ canUndo: false, keptUntil: null });
          await expectState(site, 'new', { old: state, new: goodState });
          // Its kept state is gone: that nothing is left over is looked at here.
          await expectOrder(site, rows, [id]);
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: false });
    }),
  );
});
