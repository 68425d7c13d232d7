import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PausePoint } from '../../server/src/pause-points';
import { carryOn } from './carry-on';
import { crashCases, type CrashCase } from './crash-cases';
import { crashJob } from './crash-job';
import { expectGoodBackups } from './expect-good-backups';
import { createScene, type Scene } from './scene';
import { sceneKeeper } from './scene-keeper';

const WITHOUT_SIDECAR: readonly PausePoint[] = ['upload.publish.sidecar', 'upload.publish.renamed'];

/** An archive that somebody has put into the folder is found once, whoever is killed meanwhile. */
describe('a rescan that is killed', () => {
  const withScene = sceneKeeper(() => createScene('rescan'));

  test.each(crashCases('rescan'))('$title', (crash) =>
    withScene(crash.title, (scene) => crashRescan(scene, crash, { sidecar: true })),
  );

  const reading = crashCases('upload').filter(({ point }) => WITHOUT_SIDECAR.includes(point));
  test.each(reading)('without a sidecar, $title', (crash) =>
    withScene(`rescan, ${crash.title}`, (scene) => crashRescan(scene, crash, { sidecar: false })),
  );
});

async function crashRescan(
  scene: Scene,
  crash: CrashCase,
  { sidecar }: { sidecar: boolean },
): Promise<void> {
  const { good, site } = scene;
  const archive = path.join(site.backupsDir, good.fileName!);
  const files = [archive, ...(sidecar ? [`${archive}.manifest.json`] : [])];
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
      await client.listed(good.id);
      await client.idle();
      expect(await client.list()).toEqual([
        expect.objectContaining({ id: good.id, origin: 'found', status: 'completed' }),
      ]);
      expect((await readFile(archive)).equals(contents[0]!)).toBe(true);
      expect((await client.verify(good.id)).verification).toBe('verified');
      await expectGoodBackups(scene, client);
    },
  });
  await carryOn(scene, scene.client(server), server, { restore: true });
}
