import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { crashCases } from './crash-cases';
import { crashJob } from './crash-job';
import { carryOn } from './carry-on';
import { expectGoodBackups } from './expect-good-backups';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';

/** An archive that has arrived becomes a backup, whoever is killed meanwhile: nobody sends it twice. */
describe('the taking in of an upload that is killed', () => {
  const withScene = sceneKeeper(() => createScene('upload'));

  test.each(crashCases('upload'))('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { good, site } = scene;
      const file = path.join(site.backupsDir, good.fileName!);
      const archive = await readFile(file);
      const { server } = await crashJob(scene, crash, {
        prepare: (client) => client.delete(good.id, true),
        begin: (client) => client.upload(archive),
        check: async (client) => {
          const found = await client.listed(good.id);
          expect(found).toMatchObject({
            status: 'completed',
            origin: 'upload',
            fileName: good.fileName,
            sha256: good.sha256,
            counts: good.counts,
          });
          await client.idle();
          expect(await client.list()).toHaveLength(1);
          expect((await readFile(file)).equals(archive)).toBe(true);
          const waiting = await readdir(path.join(site.backupsDir, '.uploads'));
          expect(waiting.filter((name) => /^[a-z0-9]{24}$/.test(name))).toEqual([]);
          expect(await client.rescan()).toMatchObject({ adopted: 0, missing: 0, invalid: [] });
          expect((await client.verify(good.id)).verification).toBe('verified');
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: true });
    }),
  );
});
