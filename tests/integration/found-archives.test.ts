import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Backup } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { uploadListAnswerSchema } from '../../server/src/contracts/uploads';
import { adminClient, signIn, SUPER_ADMIN, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

describe('archives that lie in the folder', () => {
  let site: Site;
  let admin: AdminClient;
  let client: BackupClient;
  let backup: Backup;
  let archive: Buffer;

  beforeAll(async () => {
    site = await createSite({ name: 'found', seed: { scale: 0.1 } });
    const server = await startServer(site);
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
    backup = await client.finished((await client.create({ name: 'To be sent' })).id);
    archive = await readFile(path.join(site.backupsDir, backup.fileName!));
    await client.delete(backup.id, true);
  });

  test('one without its sidecar, or with another name, is read whole, and is a backup', async () => {
    const inFolder = (name: string) => path.join(site.backupsDir, name);
    const half = archive.subarray(0, archive.length >> 1);
    await writeFile(inFolder('from-my-laptop.tar.gz'), archive);
    await writeFile(inFolder('half.tar.gz'), half);
    await writeFile(inFolder('empty.tar'), '');
    expect(await client.rescan()).toMatchObject({
      ...{ adopted: 0, reading: 2, missing: 0 },
      invalid: [{ fileName: 'empty.tar', code: 'ARCHIVE_TRUNCATED' }],
    });
    expect(await client.listed(backup.id)).toMatchObject({
      ...{ name: 'To be sent', origin: 'found', verification: 'verified' },
      ...{ fileName: backup.fileName, sha256: backup.sha256, counts: backup.counts },
      actor: { email: SUPER_ADMIN.email },
    });
    expect((await readFile(inFolder(backup.fileName!))).equals(archive)).toBe(true);
    expect(await readdir(site.backupsDir)).toEqual(
      expect.not.arrayContaining(['from-my-laptop.tar.gz']),
    );
    const verdictOf = async (name: string) => {
      const { data } = (
        await admin.request('GET', '/backup/uploads', {
          parse: (answer) => uploadListAnswerSchema.parse(answer),
        })
      ).body;
      return data.filter(({ fileName }) => fileName === name);
    };
    await client.uploaded((await verdictOf('half.tar.gz'))[0]!.id);

    // The file is its owner's, whatever is wrong with it; to look again says it once again.
    await writeFile(inFolder('a-copy.tar.gz'), archive);
    expect(await client.rescan()).toMatchObject({ adopted: 0, reading: 2 });
    for (const [name, code] of [
      ['half.tar.gz', 'ARCHIVE_TRUNCATED'],
      ['a-copy.tar.gz', 'ALREADY_LISTED'],
    ] as const) {
      await client.uploaded((await verdictOf(name))[0]!.id);
      expect(await verdictOf(name)).toMatchObject([{ state: 'refused', error: { code } }]);
    }
    expect((await readFile(inFolder('half.tar.gz'))).equals(half)).toBe(true);
    expect((await readFile(inFolder('a-copy.tar.gz'))).equals(archive)).toBe(true);
    for (const name of ['half.tar.gz', 'a-copy.tar.gz', 'empty.tar']) await rm(inFolder(name));
  });
});
