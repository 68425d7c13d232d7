import { existsSync } from 'node:fs';
import path from 'node:path';
import { carryOn } from './carry-on';
import { crashCases } from './crash-cases';
import { crashJob } from './crash-job';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** A deletion that has begun is finished, whatever happens: half an archive is never a backup. */
describe('a deletion that is killed', () => {
  const withScene = sceneKeeper(() => createScene('delete'));

  test.each(crashCases('delete'))('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { site } = scene;
      const { server } = await crashJob(scene, crash, {
        prepare: async (client) => {
          const { id } = await client.create({ name: 'To be deleted' });
          const { fileName } = await client.finished(id);
          return { ...(await damaged(scene)), id, archive: path.join(site.backupsDir, fileName!) };
        },
        begin: (client, { id }) => client.delete(id),
        check: async (client, { id, archive, state, rows }) => {
          expect((await client.list()).map((backup) => backup.id)).toEqual([scene.good.id]);
          expect(existsSync(archive)).toBe(false);
          expect(await client.rescan()).toMatchObject({ adopted: 0, missing: 0, invalid: [] });
          await expectState(site, 'old', { old: state, new: scene.goodState });
          await expectOrder(site, rows, [id]);
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: false });
    }),
  );
});
