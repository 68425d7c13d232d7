import path from 'node:path';
import { ERROR_STATUS } from '../../server/src/errors';
import { FAULTS, failingDisk, type FailingDisk, type Fault } from '../support/failing-disk';
import type { BackupClient } from '../support/backup-client';
import { adminClient } from '../support/admin-client';
import type { RunningServer } from '../support/server';
import { some } from './crash-cases';
import { damaged } from './damaged';
import { differences, siteState } from './site-state';
import { leftovers } from './leftovers';
import { createScene, type Scene } from './scene';
import { tell } from './tell';

/** A restore takes seconds, with the comparison of all that the site is. */
const RESTORES = 5;

/** Words that are no answer to a disk that fails. */
const UNCLEAR = ['INTERNAL', 'WORKER_DIED', 'INTERRUPTED', 'LEASE_LOST'];

/** One call of the file system fails, the first, the second … : success, or a clear failure without a loss. */
describe('a disk that fails once', () => {
  let scene: Scene;
  let disk: FailingDisk;
  let server: RunningServer;
  let client: BackupClient;

  beforeAll(async () => {
    scene = await createScene('failing-disk');
    disk = await failingDisk();
    server = await scene.start({ env: disk.env });
    client = scene.client(server);
  });

  /**
   * Which calls are made to fail: of each kind of call at each kind of place one; with --all each.
   *
   * @param most so many kinds, chosen by the seed, unless --all
   */
  async function places(
    fault: Fault,
    job: () => Promise<unknown>,
    most = Infinity,
  ): Promise<readonly number[]> {
    await disk.arm(scene.site, fault, null);
    await job();
    await client.idle();
    await disk.disarm();
    const calls = await disk.calls();
    const kinds = new Map<string, number[]>();
    for (const [index, call] of calls.entries()) {
      const kind = kindOf(call);
      kinds.set(kind, [...(kinds.get(kind) ?? []), index + 1]);
    }
    tell(`${String(calls.length)} calls of ${String(kinds.size)} kinds can fail with ${fault}`);
    const chosen = most < kinds.size ? some([...kinds.values()], most) : [...kinds.values()];
    return chosen.flatMap((each) => some(each, 1)).sort((a, b) => a - b);
  }

  /** Folder and extension are the same; names and random folders differ from run to run. */
  function kindOf(call: string): string {
    const [operation = '', file = ''] = call.split(' ');
    const relative = file.replace(scene.site.dir, '').replace(/[a-z0-9]{12,}(-\d+)?/g, '*');
    return `${operation} ${path.dirname(relative)} ${path.extname(relative)}`;
  }

  function expectClear(error: { code: string; message: string } | null): void {
    expect(Object.keys(ERROR_STATUS)).toContain(error?.code);
    expect(UNCLEAR).not.toContain(error?.code);
  }

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
      } else expectClear(backup.error);
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
      if (status !== 'completed') expectClear(error);
      expect({ outcome, left: await leftovers(scene.site) }).toEqual({ outcome, left: [] });
    }
    await letGo();
    expect((await adminClient(server, null).fetch('/_health')).status).toBe(204);
  });
});
