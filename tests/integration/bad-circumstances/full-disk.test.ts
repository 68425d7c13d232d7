import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PausePoint } from '../../../server/src/pause-points';
import { leftovers } from '../../crash/leftovers';
import { differences, siteState } from '../../crash/site-state';
import { isOn } from '../../support/database-kind';
import { pauseJobs } from '../../support/pause-jobs';
import { ROOT_USER, testWhere, type Need } from '../../support/test-where';
import { expectBackupWorks, openSmallSite, type SmallSite } from './small-site';

const DISK = '48m';
const FILLER = 'filler';

/** Root in a container often may not. */
const MOUNTING: Need = { met: ROOT_USER.met && canMount(), what: 'root that may mount' };
const mounted: string[] = [];

describe('a full disk', () => {
  afterEach(() => {
    for (const folder of mounted.splice(0)) umount(folder);
  });

  /** Where a job is when the last byte of the disk goes to another program. */
  const moments: PausePoint[] = [
    'backup.snapshot.begun',
    'backup.archive.database',
    'backup.archive.sealed',
    'backup.publish.synced',
  ];
  for (const moment of moments) {
    testWhere(MOUNTING, `that fills up at ${moment}`, async () => {
      const pause = await pauseJobs(moment);
      const small = await openOnSmallDisk(`full-${moments.indexOf(moment)}`, pause.env);
      const { site, client, server } = small;
      await pause.hold();
      const { id } = await client.create();
      await pause.reached();
      fill(site.backupsDir);
      await pause.release();

      const backup = await client.finished(id);
      await client.idle();
      expect(backup).toMatchObject({ status: 'failed', error: { code: 'DISK_FULL' } });
      expect(backup.error?.message).toMatch(/room|disk/i);

      makeRoom(site.backupsDir);
      expect(await leftovers(site)).toEqual([]);
      await expectBackupWorks(small);
      expect(await leftovers(site)).toEqual([]);
      await server.stop();
    });
  }

  testWhere(MOUNTING, 'that is full before a backup begins', async () => {
    const small = await openOnSmallDisk('full-before');
    const { site, client, server } = small;
    await expectBackupWorks(small);
    fill(site.backupsDir);
    const backup = await client.finished((await client.create()).id);
    await client.idle();
    expect(backup).toMatchObject({ status: 'failed', error: { code: 'DISK_FULL' } });
    expect(backup.error?.message).toMatch(/MB more are needed/);
    // Deleting old backups is how an operator makes room, so it must work without any.
    for (const { id } of await client.list()) await client.delete(id, true);
    makeRoom(site.backupsDir);
    expect(await leftovers(site)).toEqual([]);
    await expectBackupWorks(small);
    await server.stop();
  });

  // On a server the swap writes nothing into the folder of the backups.
  if (isOn('sqlite')) testWhere(MOUNTING, 'that fills up at the commit point of a restore', atSwap);

  async function atSwap(): Promise<void> {
    const pause = await pauseJobs('restore.swap.locked');
    const { site, client, server } = await openOnSmallDisk('full-restore', pause.env);
    const good = await client.finished((await client.create()).id);
    await client.idle();
    rmSync(path.join(site.uploadsDir, '0.bin'));
    const before = await siteState(site);

    await pause.hold();
    const begun = await client.restore({ backupId: good.id });
    await pause.reached();
    fill(site.backupsDir);
    await pause.release();
    const ended = await client.restoreEnded(begun.statusToken);
    await client.idle();
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'DISK_FULL' } });

    makeRoom(site.backupsDir);
    expect(differences(before, await siteState(site))).toEqual([]);
    expect(await leftovers(site)).toEqual([]);
    const again = await client.restore({ backupId: good.id });
    expect(await client.restoreEnded(again.statusToken)).toMatchObject({ status: 'completed' });
    await client.idle();
    await server.stop();
  }
});

/** A site whose backups are on a file system of their own; the server must end before the test does. */
function openOnSmallDisk(name: string, env: Record<string, string> = {}): Promise<SmallSite> {
  return openSmallSite(name, {
    env,
    prepare: async ({ backupsDir }) => {
      mkdirSync(backupsDir);
      if (!mount(backupsDir)) throw new Error('The small file system could not be mounted.');
      mounted.push(backupsDir);
    },
  });
}

/** Takes all the room there is, down to the last byte. */
function fill(folder: string): void {
  const file = openSync(path.join(folder, FILLER), 'w');
  for (const bytes of [1024 * 1024, 4096, 1]) {
    const block = Buffer.alloc(bytes);
    for (;;) {
      try {
        if (writeSync(file, block) < bytes) break;
      } catch {
        break;
      }
    }
  }
  closeSync(file);
}

function makeRoom(folder: string): void {
  rmSync(path.join(folder, FILLER));
}

function canMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'backup-mount-'));
  const can = mount(folder);
  if (can) umount(folder);
  rmdirSync(folder);
  return can;
}

function mount(folder: string): boolean {
  const options = `size=${DISK},mode=0700`;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

/** Lazily: after a failed test the server may still have a file open. */
function umount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}
