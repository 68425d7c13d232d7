import type { BackupClient } from '../support/backup-client';
import { carryOn } from './carry-on';
import { crashCases, partCases } from './crash-cases';
import { crashRestore } from './crash-restore';
import type { Before } from './damaged';
import { endOf } from './expected-end';
import { expectState } from './expect-state';
import { runOptions } from './run-options';
import { createScene, type Scene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** Every how many cases the next restore is tried too, and the undo of one that was finished. */
const RESTORE_EVERY = 4;
const UNDO_EVERY = 2;

/** A restore is killed at every place: the site is what it was, or what the backup holds. */
describe('a restore that is killed', () => {
  const { seed, all } = runOptions();
  const withScene = sceneKeeper(() => createScene('restore'));

  test.each([...crashCases('restore'), ...partCases()].map((each, index) => ({ ...each, index })))(
    '$title',
    ({ index, ...crash }) =>
      withScene(crash.title, async (scene) => {
        const isTurn = (every: number): boolean => all || (index + seed) % every === 0;
        const { server, before } = await crashRestore(scene, crash);
        const client = scene.client(server);
        const [restore] = await client.restores();
        if (endOf(crash, restore?.status === 'completed') === 'new' && isTurn(UNDO_EVERY)) {
          await expectUndo(scene, client, before);
        }
        await carryOn(scene, client, server, { restore: isTurn(RESTORE_EVERY) });
      }),
  );
});

/** What a restore has replaced is kept, also when somebody else had to finish it. */
async function expectUndo(scene: Scene, client: BackupClient, before: Before): Promise<void> {
  const [restore] = await client.restores();
  const { statusToken } = await client.undo(restore!.id);
  expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed', undo: true });
  await client.idle();
  await expectState(scene.site, 'old', { old: before.state, new: scene.goodState });
}
