import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Backup } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import type { Restore } from '../../server/src/contracts/restores';
import { adminClient, signIn } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const ARTICLE =
  '/api/articles?populate[seo][populate]=*&populate[category]=true&populate[tags]=true' +
  '&populate[cover]=true&populate[gallery]=true&populate[author]=true&locale=en' +
  '&sort=documentId&pagination[pageSize]=100';

interface Entry {
  readonly documentId: string;
  readonly title: string;
  readonly slug: string | null;
  readonly cover: { readonly url: string; readonly documentId: string } | null;
}

/** A month of work since the backup must not be lost because one article was deleted by mistake. */
describe('the mode preserve', () => {
  let site: Site;
  let server: RunningServer;
  let client: BackupClient;
  let backup: Backup;
  let then: Entry[];
  let deleted: Entry;
  let changed: Entry;
  let restore: Restore;

  beforeAll(async () => {
    site = await createSite({ name: 'preserve', seed: { scale: 0.1 } });
    server = await startServer(site);
    const admin = await signIn(server);
    client = backupClient(
      adminClient(server, await admin.createAdminToken(Object.values(PERMISSIONS))),
    );
    then = await articles();
    [deleted, changed] = then.filter(({ cover }) => cover !== null) as [Entry, Entry];
    backup = await client.finished((await client.create()).id);

    await api('DELETE', `/api/articles/${deleted.documentId}`);
    await api('PUT', `/api/articles/${changed.documentId}?locale=en`, { title: 'Written since' });
    await api('POST', '/api/articles?locale=en', { title: 'New since' });
    await rm(inUploads(deleted));
    await writeFile(inUploads(changed), 'another picture');
    const started = await client.restore({ backupId: backup.id, mode: 'preserve' });
    expect(await client.restoreEnded(started.statusToken)).toMatchObject({ error: null });
    await client.idle();
    [restore] = (await client.restores()) as [Restore];
  });

  test('what was deleted is there again, with its components, relations and media', async () => {
    const now = await articles();
    const find = (list: readonly Entry[]) =>
      list.find(({ documentId }) => documentId === deleted.documentId);
    expect(plain(find(now))).toEqual(plain(find(then)));
    expect(await readFile(inUploads(deleted))).not.toHaveLength(0);
  });

  test('what was changed and made since the backup is as it was', async () => {
    const now = await articles();
    expect(now.find(({ documentId }) => documentId === changed.documentId)?.title).toBe(
      'Written since',
    );
    expect(now.map(({ title }) => title)).toContain('New since');
    expect(now).toHaveLength(then.length + 1);
    expect(await readFile(inUploads(changed), 'utf8')).toBe('another picture');
  });

  test('the result says what was added, and what could not be', () => {
    const rows = restore.result?.preserved?.added.find(
      ({ type }) => type === 'api::article.article',
    )?.rows;
    expect(rows).toBeGreaterThan(0);
    expect(restore.result?.preserved).toMatchObject({ filesAdded: 1 });
    expect(restore.result?.preserved?.conflicts).toContainEqual(
      expect.objectContaining({ code: 'FILE_DIFFERS', count: 1 }),
    );
    expect(restore).toMatchObject({ mode: 'preserve', error: null, canUndo: true });
  });

  test('once more, it adds nothing', async () => {
    const started = await client.restore({ backupId: backup.id, mode: 'preserve' });
    expect(await client.restoreEnded(started.statusToken)).toMatchObject({
      status: 'completed',
      result: { preserved: { added: [], filesAdded: 0 } },
    });
    await client.idle();
    expect(await articles()).toHaveLength(then.length + 1);
  });

  test('undo takes away what was added', async () => {
    const [latest] = await client.restores();
    const { statusToken } = await client.undo(restore.id === latest?.id ? restore.id : latest!.id);
    expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    await client.idle();
    const undo = await client.undo(restore.id);
    expect(await client.restoreEnded(undo.statusToken)).toMatchObject({ status: 'completed' });
    await client.idle();
    const now = await articles();
    expect(now.map(({ documentId }) => documentId)).not.toContain(deleted.documentId);
    expect(now.map(({ title }) => title)).toContain('New since');
  });

  test('it begins with the safety backup, and says so', async () => {
    await expect(
      client.restore({ backupId: backup.id, mode: 'preserve', safetyBackup: false }),
    ).rejects.toThrow('safety backup');
  });

  async function articles(): Promise<Entry[]> {
    const answer = await fetch(`${server.url}${ARTICLE}`);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { data: Entry[] }).data;
  }

  async function api(method: string, url: string, data?: object): Promise<void> {
    const answer = await fetch(`${server.url}${url}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(data === undefined ? {} : { body: JSON.stringify({ data }) }),
    });
    expect(Math.floor(answer.status / 100)).toBe(2);
  }

  function inUploads({ cover }: Entry): string {
    return path.join(site.publicDir, cover?.url ?? '');
  }
});

/** Without numbers of rows, which are others: nothing outside may depend on them. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key === 'id' ? undefined : each)),
  ) as unknown;
}
