import type { BackupClient } from '../support/backup-client';
import { carryOn } from './carry-on';
import { preserveCases, type CrashCase } from './crash-cases';
import { crashJob } from './crash-job';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { endOf } from './expected-end';
import { ownRows } from './own-rows';
import { createScene, type Scene } from './scene';
import { sceneKeeper } from './scene-keeper';
import { siteState } from './site-state';

/** The mode *preserve* has the same promise: the site is what it was, or all of the merge is there. */
describe('a restore that adds to what is there, killed', () => {
  const withScene = sceneKeeper(() => createScene('preserve'));

  test.each(preserveCases())('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { server } = await crashJob(scene, crash, {
        prepare: (client) => rehearsed(scene, client),
        begin: (client) => client.restore({ backupId: scene.good.id, mode: 'preserve' }),
        check: async (client, { state, merged, rows }) => {
          const [restore] = await client.restores();
          const end = endOf(crash, restore?.status === 'completed');
          await expectState(scene.site, end, { old: state, new: merged });
          await expectOrder(scene.site, rows);
          expect(restore).toMatchObject(expectedRecord(crash, end));
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: false });
    }),
  );
});

/** What the merge makes of a damaged site is found out by one that nobody disturbs, and undone again. */
async function rehearsed(scene: Scene, client: BackupClient) {
  const { site, good } = scene;
  const { state } = await damaged(scene);
  const { id, statusToken } = await client.restore({ backupId: good.id, mode: 'preserve' });
  expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
  await client.idle();
  const merged = await siteState(site);
  const undo = await client.undo(id);
  expect(await client.restoreEnded(undo.statusToken)).toMatchObject({ status: 'completed' });
  await client.idle();
  await expectState(site, 'old', { old: state, new: merged });
  return { state, merged, rows: await ownRows(site) };
}

function expectedRecord({ kill }: CrashCase, end: 'old' | 'new') {
  if (end === 'new') {
    return {
      status: 'completed',
      mode: 'preserve',
      error: null,
      canUndo: true,
      result: { preserved: { filesAdded: expect.any(Number) as number } },
    };
  }
  const code = kill === 'worker' ? 'WORKER_DIED' : 'INTERRUPTED';
  return { status: 'failed', error: { code }, canUndo: false };
}
