import type { RestoreComponent } from '../../server/src/contracts/restores';
import { changeSite } from './change-site';
import { expectGoodBackups } from './expect-good-backups';
import { leftovers } from './leftovers';
import { runOptions } from './run-options';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';
import { seededRandom } from './seeded-random';
import { differences, siteState, type SiteState } from './site-state';

/** How many backups there are to choose from; older ones are deleted. */
const KEPT = 4;

const COMPONENTS: readonly (readonly RestoreComponent[])[] = [
  ['database', 'media'],
  ['database', 'media'],
  ['database'],
  ['media'],
];

/**
 * Change, back up, change, restore any of the last backups, and once more: whatever the order, every
 * restore is exactly the backup, and nothing drifts.
 */
describe('restores in a row', () => {
  const { seed, all, share } = runOptions();
  const withScene = sceneKeeper(() => createScene('random'));
  const restores = all ? 100 : Math.ceil(8 * share);

  test(`${String(restores)} of them`, () =>
    withScene('restores in a row', async (scene) => {
      const random = seededRandom(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
      const server = await scene.start();
      const client = scene.client(server);
      const backups: { id: string; state: SiteState }[] = [];
      for (let n = 1; n <= restores; n += 1) {
        await changeSite(scene.site, random, scene.newMark());
        const { id } = await client.finished((await client.create()).id);
        backups.push({ id, state: await siteState(scene.site) });
        if (backups.length > KEPT) await client.delete(backups.shift()!.id);
        await client.idle();
        await changeSite(scene.site, random, scene.newMark());

        const before = await siteState(scene.site);
        const backup = pick(backups);
        const components = pick(COMPONENTS);
        const { statusToken } = await client.restore({
          backupId: backup.id,
          components: [...components],
          safetyBackup: false,
        });
        expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
        await client.idle();

        const expected = {
          tables: components.includes('database') ? backup.state.tables : before.tables,
          media: components.includes('media') ? backup.state.media : before.media,
        };
        expect(differences(await siteState(scene.site), expected)).toEqual([]);
        for (const restore of await client.restores()) {
          if (restore.keptUntil !== null) await client.confirm(restore.id);
        }
      }
      expect(await leftovers(scene.site)).toEqual([]);
      await expectGoodBackups(scene, client);
      for (const { id } of backups) await client.delete(id);
      await server.stop();
    }));
});
