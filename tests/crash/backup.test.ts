import { carryOn } from './carry-on';
import { crashCases, type CrashCase } from './crash-cases';
import { crashJob } from './crash-job';
import { damaged } from './damaged';
import { expectGoodBackups } from './expect-good-backups';
import { expectOrder } from './expect-order';
import { expectState } from './expect-state';
import { expectedBackup } from './expected-end';
import { createScene } from './scene';
import { sceneKeeper } from './scene-keeper';
import type { BackupClient } from '../support/backup-client';

/** A backup is killed at every place: it is listed as completed only when it is whole. */
describe('a backup that is killed', () => {
  const withScene = sceneKeeper(() => createScene('backup'));

  test.each(crashCases('backup'))('$title', (crash) =>
    withScene(crash.title, async (scene) => {
      const { server } = await crashJob(scene, crash, {
        prepare: () => damaged(scene),
        begin: (client) => client.create({ name: 'Killed' }),
        check: async (client, before) => {
          await expectState(scene.site, 'old', { old: before.state, new: scene.goodState });
          await expectOrder(scene.site, before.rows);
          await expectRecord(crash, client);
          await expectGoodBackups(scene, client);
        },
      });
      await carryOn(scene, scene.client(server), server, { restore: false });
    }),
  );
});

async function expectRecord(crash: CrashCase, client: BackupClient): Promise<void> {
  const [backup] = await client.list();
  expect(backup).toMatchObject({ name: 'Killed' });
  const expected = expectedBackup(crash);
  if (expected !== 'either') expect(backup?.status).toBe(expected);
  if (backup?.status === 'completed') {
    expect(backup.error).toBeNull();
    return;
  }
  const code = crash.kill === 'worker' ? 'WORKER_DIED' : 'INTERRUPTED';
  expect(backup).toMatchObject({ status: 'failed', error: { code } });
}
