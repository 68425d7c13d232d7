import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Backup } from '../../server/src/contracts/backups';
import { healthAnswerSchema } from '../../server/src/contracts/health';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { RECORDS_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { refusalOf } from '../support/refusal';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const DEADLINE_MS = 60_000;
const LOOK_AGAIN_MS = 100;
const YEAR_AGO = new Date(Date.now() - 365 * 24 * 60 * 60 * 1000);

describe('copies in a second folder', () => {
  let site: Site;
  let admin: AdminClient;
  let client: BackupClient;
  let second: string;

  beforeAll(async () => {
    site = await createSite({ name: 'copies', seed: { scale: 0.1 } });
    second = path.join(site.dir, 'second');
    await mkdir(second);
    const server = await startServer(site, {
      env: { BACKUP_CONFIG: JSON.stringify({ tickSeconds: 1, safetyBackup: false }) },
    });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
    await set({ secondFolder: 'second' });
  });

  const set = async (body: object): Promise<void> => {
    const answer = await admin.request('PUT', '/backup/settings', { body });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  };

  const make = async (): Promise<Backup> =>
    client.finished((await client.create({ type: 'database' })).id);

  const statusOf = ({ copies }: Backup, storage: string): string | undefined =>
    copies.find((copy) => copy.storage === storage)?.status;

  const copied = async (id: string): Promise<Backup> => {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const backup = await client.get(id);
      if (statusOf(backup, 'second') === 'present') {
        await client.idle();
        return backup;
      }
      if (Date.now() > deadline) throw new Error(`No copy: ${JSON.stringify(backup.copies)}`);
      await wait(LOOK_AGAIN_MS);
    }
  };

  const here = ({ fileName }: Backup): string => path.join(site.backupsDir, fileName!);
  const there = ({ fileName }: Backup): string => path.join(second, fileName!);
  const cleanUp = () => admin.request('POST', '/backup/cleanup', { body: {} });

  /** As if it had been made a year ago. */
  const age = (id: string): Promise<unknown> =>
    site.database.run(
      `UPDATE ${RECORDS_TABLE} SET created_at = ? WHERE document_id = ?`,
      YEAR_AGO,
      id,
    );

  test('every backup gets its copy, byte for byte, with its sidecar', async () => {
    const backup = await copied((await make()).id);
    expect((await readFile(there(backup))).equals(await readFile(here(backup)))).toBe(true);
    expect(existsSync(`${there(backup)}.manifest.json`)).toBe(true);
    const { body } = await admin.request('GET', `/backup/backups/${backup.id}/log`);
    expect(JSON.stringify(body)).toContain('copied to the second folder');
  });

  test('what is deleted is deleted there too', async () => {
    const backup = await copied((await make()).id);
    await client.delete(backup.id, true);
    for (const file of [here(backup), there(backup), `${there(backup)}.manifest.json`]) {
      expect(existsSync(file)).toBe(false);
    }
    expect(existsSync(`${there(backup)}.deleted`)).toBe(false);
  });

  test('a copy stands in for an archive that is gone: verified, downloaded and restored', async () => {
    const backup = await copied((await make()).id);
    await rm(here(backup));
    expect((await client.verify(backup.id)).verification).toBe('verified');
    expect((await admin.fetch(`/backup/backups/${backup.id}/download`)).status).toBe(200);
    const { statusToken } = await client.restore({ backupId: backup.id });
    expect((await client.restoreEnded(statusToken)).status).toBe('completed');
    await client.idle();
    const [restore] = await client.restores();
    await client.confirm(restore!.id);
  });

  test('what an interruption left is put in order: half a copy, one that is gone, one without its sidecar', async () => {
    const gone = await copied((await make()).id);
    const torn = await copied((await make()).id);
    const halves = [`${there(gone)}.partial`, `${there(gone)}.manifest.json.partial`];
    for (const half of halves) await writeFile(half, 'half');
    await rm(there(gone));
    const sidecar = `${there(torn)}.manifest.json`;
    await rm(sidecar);
    const isInOrder = () =>
      existsSync(there(gone)) && existsSync(sidecar) && !halves.some((half) => existsSync(half));
    const deadline = Date.now() + DEADLINE_MS;
    while (!isInOrder()) {
      if (Date.now() > deadline) throw new Error('It was not put in order.');
      await wait(LOOK_AGAIN_MS);
    }
    await client.idle();
    for (const backup of [gone, torn]) {
      expect((await readFile(there(backup))).equals(await readFile(here(backup)))).toBe(true);
    }
  });

  test('a disk that is not mounted: nothing is forgotten, nothing is deleted, nothing is written', async () => {
    const backup = await copied((await make()).id);
    const away = `${second}-away`;
    await rename(second, away);
    // An empty mount point.
    await mkdir(second);
    const answer = await admin.request('DELETE', `/backup/backups/${backup.id}?force=true`);
    expect(refusalOf(answer).code).toBe('STORAGE_UNREACHABLE');
    expect(existsSync(here(backup))).toBe(true);
    expect(existsSync(path.join(away, backup.fileName!))).toBe(true);
    const next = await make();
    expect(next).toMatchObject({ status: 'completed', verification: 'verified' });
    expect(existsSync(there(next))).toBe(false);
    await rm(second, { recursive: true });
    await rename(away, second);
    await copied(next.id);
    await client.delete(next.id, true);
    await client.delete(backup.id, true);
  });

  test('a policy of its own keeps longer: the record stays for its copy, until that goes too', async () => {
    const old = await copied((await make()).id);
    const newest = await copied((await make()).id);
    await set({ retention: { keepLast: 1 }, secondRetention: { keepLast: 10 } });
    await age(old.id);
    expect((await cleanUp()).status).toBe(200);
    expect(existsSync(here(old))).toBe(false);
    expect(existsSync(there(old))).toBe(true);
    expect(statusOf(await client.get(old.id), 'local')).toBe('removed');
    expect((await client.verify(old.id)).verification).toBe('verified');
    await client.rescan();
    expect(statusOf(await client.get(old.id), 'local')).toBe('removed');

    await set({ secondRetention: { keepLast: 1 } });
    expect((await cleanUp()).status).toBe(200);
    expect(existsSync(there(old))).toBe(false);
    expect((await admin.request('GET', `/backup/backups/${old.id}`)).status).toBe(404);
    expect(existsSync(there(newest))).toBe(true);
    expect(existsSync(here(newest))).toBe(true);
    await set({ retention: {}, secondRetention: null });
  });

  test('the copy of a backup that is found to be corrupt is what is left of it, and stays', async () => {
    const rotten = await copied((await make()).id);
    await copied((await make()).id);
    const bytes = await readFile(here(rotten));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(here(rotten), bytes);
    expect((await client.verify(rotten.id)).verification).toBe('corrupt');
    await set({ secondRetention: { keepLast: 1 } });
    expect((await cleanUp()).status).toBe(200);
    expect(existsSync(there(rotten))).toBe(true);
    await rm(here(rotten));
    expect((await client.verify(rotten.id)).verification).toBe('verified');
    await set({ secondRetention: null });
  });

  test('a rotten archive is not copied over anything, and health says that a copy is missing', async () => {
    await set({ secondFolder: null });
    const backup = await make();
    const bytes = await readFile(here(backup));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(here(backup), bytes);
    await site.database.run(
      `UPDATE ${RECORDS_TABLE} SET finished_at = ? WHERE document_id = ?`,
      YEAR_AGO,
      backup.id,
    );
    await set({ secondFolder: 'second' });
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const { body } = await admin.request('GET', `/backup/backups/${backup.id}/log`);
      if (JSON.stringify(body).includes('Step copy begins')) break;
      if (Date.now() > deadline) throw new Error('It was never tried.');
      await wait(LOOK_AGAIN_MS);
    }
    await client.idle();
    expect(existsSync(there(backup))).toBe(false);
    expect(existsSync(`${there(backup)}.partial`)).toBe(false);
    const { body } = await admin.request('GET', '/backup/health');
    const { reasons } = healthAnswerSchema.parse(body).data;
    expect(reasons.map(({ code }) => code)).toContain('COPY_MISSING');
  });
});
