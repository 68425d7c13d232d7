import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { z } from 'zod';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { restorePlanSchema, type PlanCheck } from '../../server/src/contracts/restores';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { DATABASE_KIND } from '../support/database-kind';
import { digestSite } from '../support/digest-site';
import { plainDumpOf } from '../support/plain-dump-of';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const onServer = DATABASE_KIND !== 'sqlite';

/** What people have who had no plugin before: a dump, and a folder. */
describe('uploads that are no archives of ours', () => {
  let site: Site;
  let server: RunningServer;
  let admin: AdminClient;
  let client: BackupClient;

  beforeAll(async () => {
    site = await createSite({ name: 'imports', seed: { scale: 0.1 } });
    server = await startServer(site);
    const session = await signIn(server);
    admin = adminClient(server, await session.createAdminToken(Object.values(PERMISSIONS)));
    client = backupClient(admin);
  });

  test('a tar of the uploads folder brings the media back', async () => {
    const before = await digestSite(site, []);
    const file = path.join(site.dir, 'media.tar.gz');
    await create({ file, cwd: site.publicDir, gzip: true }, ['uploads']);
    const { readFile } = await import('node:fs/promises');
    const upload = await client.uploaded(
      await client.upload(await readFile(file), { fileName: 'media of march.tar.gz' }),
    );
    expect(upload).toMatchObject({ state: 'completed' });
    const backup = await client.get(upload.backupId!);
    expect(backup).toMatchObject({
      name: 'media of march',
      type: 'media',
      origin: 'upload',
      verification: 'verified',
      warnings: [{ code: 'IMPORTED' }],
    });

    const [gone = ''] = Object.keys(before.media);
    await rm(path.join(site.uploadsDir, gone));
    await writeFile(path.join(site.uploadsDir, 'later.txt'), 'later');
    const { statusToken } = await client.restore({ backupId: backup.id });
    expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    await client.idle();

    expect((await digestSite(site, [])).media).toEqual(before.media);
  });

  test('a plain dump is a backup; what is not known of it, the plan says', async () => {
    const dump = onServer ? await plainDumpOf(site) : SMALL_DUMP;
    const upload = await client.uploaded(
      await client.upload(gzipSync(dump), { fileName: 'shop.sql.gz' }),
    );
    expect(upload).toMatchObject({ state: 'completed' });
    const backup = await client.get(upload.backupId!);
    expect(backup).toMatchObject({ name: 'shop', type: 'database', origin: 'upload' });

    const checks = await plan(backup.id);
    expect(checks).toContainEqual(expect.objectContaining({ code: 'IMPORTED', level: 'amber' }));
    if (!onServer) {
      // Another kind of database: said before anything happens.
      expect(checks).toContainEqual(expect.objectContaining({ level: 'red' }));
      return;
    }
    expect(checks.filter(({ level }) => level === 'red')).toEqual([]);
    const titles = 'SELECT id, title FROM articles ORDER BY id';
    const before = await site.database.query(titles);
    await site.database.run('UPDATE articles SET title = ?', 'changed');
    const { statusToken } = await client.restore({ backupId: backup.id });
    expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    await client.idle();
    expect(await site.database.query(titles)).toEqual(before);
    expect((await fetch(`${server.url}/api/articles`)).status).toBe(200);
  });

  test('a dump that wants to do more is refused by name, and not kept', async () => {
    const upload = await client.uploaded(
      await client.upload(Buffer.from(`${SMALL_DUMP}GRANT ALL ON *.* TO 'x'@'%';\n`), {
        fileName: 'shop.sql',
      }),
    );
    expect(upload).toMatchObject({
      state: 'refused',
      error: { code: 'ARCHIVE_UNSAFE', message: expect.stringContaining('GRANT') as string },
    });
  });

  test('stock tools find nothing wrong with what a dump became', async () => {
    const backup = (await client.list()).find(({ name }) => name === 'shop')!;
    const file = path.join(site.backupsDir, backup.fileName!);
    const folder = path.join(site.dir, 'unpacked');
    await rm(folder, { recursive: true, force: true });
    const { mkdir } = await import('node:fs/promises');
    await mkdir(folder);
    expect(spawnSync('tar', ['xzf', file, '-C', folder]).status).toBe(0);
    expect(spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
  });

  async function plan(backupId: string): Promise<PlanCheck[]> {
    const { body } = await admin.request('POST', '/backup/restores/plan', {
      body: { backupId },
      parse: (answer: unknown) => z.object({ data: restorePlanSchema }).parse(answer).data,
    });
    return body.checks;
  }
});

const SMALL_DUMP = `-- MySQL dump 10.13  Distrib 8.0.40, for Linux (x86_64)
-- Server version\t8.0.40

/*!50503 SET NAMES utf8mb4 */;
CREATE TABLE \`tags\` (
  \`id\` int unsigned NOT NULL AUTO_INCREMENT,
  \`name\` varchar(255) DEFAULT NULL,
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO \`tags\` VALUES (1,'one'),(2,'two');
-- Dump completed on 2026-11-20 12:00:00
`;
