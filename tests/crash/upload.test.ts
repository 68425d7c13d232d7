import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { create } from 'tar';
import type { Site } from '../support/site';
import { crashCases, some } from './crash-cases';
import { crashJob } from './crash-job';
import { carryOn } from './carry-on';
import { expectGoodBackups } from './expect-good-backups';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';
/** Of an ordinary run. */
const CONVERTED = 2;

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

/** What is not an archive yet is made one first; an interruption makes it again, under the same id. */
describe('the taking in of an uploads folder that is killed', () => {
  const withScene = sceneKeeper(() => createScene('library'));

  test.each(some(crashCases('upload'), CONVERTED))('of a folder: $title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { good, site } = scene;
      let upload = '';
      const { server } = await crashJob(scene, crash, {
        prepare: () => packedUploads(site),
        begin: async (client, library) => {
          upload = await client.upload(library, { fileName: 'uploads.tar.gz' });
        },
        check: async (client) => {
          const { backupId } = await client.uploaded(upload);
          // What recovery completes is not verified yet.
          expect(await client.verify(backupId!)).toMatchObject({
            ...{ status: 'completed', type: 'media', origin: 'upload', verification: 'verified' },
            counts: { mediaFiles: good.counts?.mediaFiles, missingMedia: 0 },
          });
          expect(await client.list()).toHaveLength(2);
          const waiting = await readdir(path.join(site.backupsDir, '.uploads'));
          expect(waiting.filter((name) => !name.endsWith('.outcome'))).toEqual([]);
          expect(await readdir(path.join(site.backupsDir, '.staging'))).toEqual([]);
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: true });
    }),
  );
});

async function packedUploads({ uploadsDir }: Site): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'library-'));
  const file = path.join(folder, 'uploads.tar.gz');
  await create({ file, cwd: uploadsDir, gzip: true }, ['.']);
  const packed = await readFile(file);
  await rm(folder, { recursive: true });
  return packed;
}
