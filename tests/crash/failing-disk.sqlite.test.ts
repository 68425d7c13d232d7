import { FAULTS, failingDisk, type FailingDisk, type Fault } from '../support/failing-disk';
import type { BackupClient } from '../support/backup-client';
import { adminClient } from '../support/admin-client';
import type { RunningServer } from '../support/server';
import { damaged } from './damaged';
import { expectClear, failingCalls } from './failing-calls';
import { differences, siteState } from './site-state';
import { leftovers } from './leftovers';
import { createScene, type Scene } from './scene';
import { tell } from './tell';

/** A restore takes seconds, with the comparison of all that the site is. */
const RESTORES = 5;

/** One call of the file system fails, the first, the second … : success, or a clear failure without a loss. */
describe('a disk that fails once', () => {
  let scene: Scene;
  let disk: FailingDisk;
  let server: RunningServer;
  let client: BackupClient;

  beforeAll(async () => {
    scene = await createScene('failing-disk');
    disk = await failingDisk('worker');
    server = await scene.start({ env: disk.env });
    client = scene.client(server);
  });

  const places = (fault: Fault, job: () => Promise<unknown>, most?: number) =>
    failingCalls(
      scene.site,
      disk,
      fault,
      async () => {
        await job();
        await client.idle();
      },
      most,
    );

  test.each(FAULTS)('while a backup is made: %s', async (fault) => {
    const backUp = async () => client.finished((await client.create()).id);
    const clean = async () => {
      for (const { id } of await client.list()) {
        if (id !== scene.good.id) await client.delete(id, true);
      }
    };
    for (const at of await places(fault, backUp)) {
      await disk.arm(scene.site, fault, at);
      const backup = await backUp();
      await client.idle();
      const fired = await disk.disarm();
      const outcome = `${fault} ${String(at)} ${fired ?? 'not reached'}: ${backup.error?.code ?? backup.status}`;
      tell(outcome.replaceAll('\n', ''));
      if (backup.status === 'completed') {
        // A media file that cannot be read is no reason to have no backup, and is never passed over in silence.
        const unread = fired?.includes(scene.site.uploadsDir) ?? false;
        const warnings = JSON.stringify(backup.warnings);
        const told = warnings !== JSON.stringify(scene.good.warnings);
        expect({ outcome, warnings, told }).toEqual({ outcome, warnings, told: unread });
        expect({ outcome, verified: (await client.verify(backup.id)).verification }).toEqual({
          outcome,
          verified: 'verified',
        });
      } else expectClear(backup.error?.code);
      expect({ outcome, left: await leftovers(scene.site) }).toEqual({ outcome, left: [] });
      await clean();
    }
    await clean();
    expect(await backUp()).toMatchObject({ status: 'completed', verification: 'verified' });
    await client.idle();
    await clean();
  });

  test.each(FAULTS)('while one is restored: %s', async (fault) => {
    const restore = async () => {
      const { statusToken } = await client.restore({
        backupId: scene.good.id,
        safetyBackup: false,
      });
      const ended = await client.restoreEnded(statusToken);
      await client.idle();
      return ended;
    };
    const letGo = async () => {
      for (const { id, keptUntil } of await client.restores()) {
        if (keptUntil !== null) await client.confirm(id);
      }
    };
    for (const at of await places(fault, restore, RESTORES)) {
      await letGo();
      const { state } = await damaged(scene);
      await disk.arm(scene.site, fault, at);
      const { status, error } = await restore();
      const fired = await disk.disarm();
      const outcome = `${fault} ${String(at)} ${fired ?? 'not reached'}: ${error?.code ?? status}`;
      tell(outcome.replaceAll('\n', ''));
      const now = await siteState(scene.site);
      const expected = status === 'completed' ? scene.goodState : state;
      expect({ outcome, differing: differences(now, expected) }).toEqual({
        outcome,
        differing: [],
      });
      if (status !== 'completed') expectClear(error?.code);
      expect({ outcome, left: await leftovers(scene.site) }).toEqual({ outcome, left: [] });
    }
    await letGo();
    expect((await adminClient(server, null).fetch('/_health')).status).toBe(204);
  });
});
