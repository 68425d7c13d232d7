import { carryOn } from './carry-on';
import { crashCases, partCases } from './crash-cases';
import { crashRestore } from './crash-restore';
import { runOptions } from './run-options';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** Every how many cases the next restore is tried too. */
const RESTORE_EVERY = 4;

/** A restore is killed at every place: the site is what it was, or what the backup holds. */
describe('a restore that is killed', () => {
  const { seed, all } = runOptions();
  const withScene = sceneKeeper(() => createScene('restore'));

  test.each([...crashCases('restore'), ...partCases()].map((each, index) => ({ ...each, index })))(
    '$title',
    ({ index, ...crash }) =>
      withScene(crash.title, async (scene) => {
        const server = await crashRestore(scene, crash);
        const restore = all || (index + seed) % RESTORE_EVERY === 0;
        await carryOn(scene, scene.client(server), server, { restore });
      }),
  );
});
