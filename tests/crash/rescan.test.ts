import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { carryOn } from './carry-on';
import { crashCases } from './crash-cases';
import { crashJob } from './crash-job';
import { expectGoodBackups } from './expect-good-backups';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** An archive that somebody has put into the folder is found once, whoever is killed meanwhile. */
describe('a rescan that is killed', () => {
  const withScene = sceneKeeper(() => createScene('rescan'));

  test.each(crashCases('rescan'))('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { good, site } = scene;
      const files = [good.fileName!, `${good.fileName!}.manifest.json`].map((name) =>
        path.join(site.backupsDir, name),
      );
      const contents = await Promise.all(files.map((file) => readFile(file)));
      const { server } = await crashJob(scene, crash, {
        prepare: async (client) => {
          await client.delete(good.id, true);
          for (const [index, file] of files.entries()) {
            await writeFile(file, contents[index]!, { mode: 0o600 });
          }
        },
        begin: (client) => client.rescan(),
        check: async (client) => {
          await client.rescan();
          expect(await client.list()).toEqual([
            expect.objectContaining({ id: good.id, origin: 'found', status: 'completed' }),
          ]);
          expect((await client.verify(good.id)).verification).toBe('verified');
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: true });
    }),
  );
});
