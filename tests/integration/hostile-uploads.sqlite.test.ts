import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { among, full } from '../hostile/archives/refuses';
import { leftovers } from '../crash/leftovers';
import { keepTokenUnchanged } from '../crash/scene';
import { differences, siteState, type SiteState } from '../crash/site-state';
import { watchMemory } from '../large/watch-memory';
import { adminClient, signIn } from '../support/admin-client';
import { sparseBomb, unlistedEntries, zerosBomb } from '../support/archive-bombs';
import { backupClient, type BackupClient } from '../support/backup-client';
import { gzipMembers, media } from '../support/hostile-archive';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const MB = 1024 ** 2;
const WORKER_LIMIT = 200 * MB;
/** What a refused archive may add to the backup folder: verdicts and lines of logs. */
const REMAINS_LIMIT = 1 * MB;
const CANARY = 'still here';

const link = (type: string, linkName: string): Buffer =>
  among({ ...media('z', Buffer.alloc(0)), type, linkName });

/** Each of these is sent by somebody who may send archives, and ends where it began. */
const HOSTILE: readonly (readonly [string, () => Buffer, RegExp])[] = [
  ['a path upwards', () => among(media('../../../canary.txt')), /UNSAFE/],
  ['an absolute path', () => among({ name: '/canary.txt', content: Buffer.from('x') }), /UNSAFE/],
  ['a file of the site', () => among({ name: 'config/database.ts' }), /UNSAFE/],
  ['a symbolic link', () => link('2', '../../../canary.txt'), /UNSAFE/],
  ['a hard link', () => link('1', '../../../canary.txt'), /UNSAFE/],
  ['a pipe', () => link('6', ''), /UNSAFE/],
  ['a device', () => link('3', ''), /UNSAFE/],
  ['a sparse file of 10 GB', sparseBomb, /UNSAFE/],
  ['an archive in an archive', () => gzipMembers(full()), /CORRUPT/],
  [
    'an entry longer than it says',
    () => among({ ...media('z', Buffer.alloc(3000, 1)), size: 100 }),
    /CORRUPT/,
  ],
  [
    'a manifest of a million brackets',
    () => full({ editManifestText: () => '['.repeat(1_000_000) }),
    /CORRUPT|UNSAFE/,
  ],
  ['8 GB of zeros in 9 MB', zerosBomb, /UNSAFE/],
  ['a million entries that are not listed', () => unlistedEntries(1_000_000), /CORRUPT/],
];

describe('archives that are sent to do harm', () => {
  let site: Site;
  let server: RunningServer;
  let client: BackupClient;
  let before: SiteState;
  let canaries: string[];
  let largest = 0;

  beforeAll(async () => {
    site = await createSite({ name: 'hostile-uploads', seed: { scale: 0.1 } });
    canaries = ['canary.txt', 'config/canary.txt', 'public/canary.txt'].map((name) =>
      path.join(site.dir, name),
    );
    for (const file of canaries) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, CANARY);
    }
    server = await startServer(site);
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    client = backupClient(adminClient(server, token));
    await keepTokenUnchanged(site);
    before = await siteState(site);
  });

  test.each(HOSTILE)('%s is refused, and nothing is touched', async (_, build, code) => {
    const archive = build();
    const size = await folderSize(site.backupsDir);
    const memory = watchMemory(server.pid);
    const { state, error, backupId } = await client.uploaded(await client.upload(archive));
    const use = await memory.stop();
    expect({ state, backupId }).toEqual({ state: 'refused', backupId: null });
    expect(error?.code).toMatch(code);
    expect(use.worker).toBeLessThan(WORKER_LIMIT);
    largest = Math.max(largest, use.worker);
    expect((await folderSize(site.backupsDir)) - size).toBeLessThan(REMAINS_LIMIT);
    expect(await client.list()).toEqual([]);
  });

  // A worker that refuses at the first look may be gone before it is measured; not all of them are.
  test('the workers were measured', () => {
    expect(largest).toBeGreaterThan(20 * MB);
  });

  test('the site, and everything beside it, is what it was', async () => {
    expect(differences(before, await siteState(site))).toEqual([]);
    expect(await Promise.all(canaries.map((file) => readFile(file, 'utf8')))).toEqual(
      canaries.map(() => CANARY),
    );
    expect(await leftovers(site)).toEqual([]);
    expect((await readdir(site.dir)).filter((name) => name.startsWith('canary'))).toHaveLength(1);
  });
});

/** Bytes of all files in it. */
async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map((file) => stat(path.join(file.parentPath, file.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
