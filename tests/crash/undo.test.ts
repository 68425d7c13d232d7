import type { Restore } from '../../server/src/contracts/restores';
import { carryOn } from './carry-on';
import { undoCases, type CrashCase } from './crash-cases';
import { crashJob } from './crash-job';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { endOf } from './expected-end';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** An undo is a restore of what a restore had replaced, with the same promise. */
describe('an undo that is killed', () => {
  const withScene = sceneKeeper(() => createScene('undo'));

  test.each(undoCases())('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { server } = await crashJob(scene, crash, {
        prepare: async (client) => {
          const replaced = await damaged(scene);
          const { id, statusToken } = await client.restore({ backupId: scene.good.id });
          expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
          await client.idle();
          return { id, replaced: replaced.state, ...(await damaged(scene)) };
        },
        begin: (client, { id }) => client.undo(id),
        check: async (client, { id, replaced, state, rows }) => {
          const restore = (await client.restores()).find((each) => each.id === id);
          const end = endOf(crash, restore?.undoneAt !== null);
          await expectState(scene.site, end, { old: state, new: replaced });
          await expectOrder(scene.site, rows, [id]);
          expect(restore).toMatchObject(expectedRecord(crash, end));
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: false });
    }),
  );
});

/** An undo that came to nothing can be tried again: what it needs is still kept. */
function expectedRecord({ kill }: CrashCase, end: 'old' | 'new'): Partial<Restore> {
  if (end === 'new') {
    return { status: 'completed', canUndo: false, undoneAt: expect.any(String) as string };
  }
  const code = kill === 'worker' ? 'WORKER_DIED' : 'INTERRUPTED';
  const error = expect.objectContaining({ code }) as Restore['error'];
  return { status: 'completed', error, canUndo: true, undoneAt: null };
}
