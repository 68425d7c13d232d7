import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  archiveEntrySchema,
  backupAnswerSchema,
  backupListAnswerSchema,
  bulkDeleteResultSchema,
  logLineSchema,
  rescanResultSchema,
  type Backup,
  type BackupList,
} from '../../server/src/contracts/backups';
import { currentJobAnswerSchema } from '../../server/src/contracts/jobs';
import { pageMetaSchema } from '../../server/src/contracts/paging';
import { statisticsAnswerSchema } from '../../server/src/contracts/statistics';
import { auditListAnswerSchema } from '../../server/src/contracts/audit';
import { SUPER_ADMIN, adminClient, signIn, type AdminClient } from '../support/admin-client';
import { getBackup, makeBackup, untilIdle } from '../support/make-backup';
import { pauseJobs, type PausedJobs } from '../support/pause-jobs';
import { refusalOf, type Refusal } from '../support/refusal';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

describe('backups over REST', () => {
  let site: Site;
  let server: RunningServer;
  let client: AdminClient;
  let paused: PausedJobs;
  let media: Backup;
  let database: Backup;

  beforeAll(async () => {
    site = await createSite({ name: 'backups', seed: true });
    paused = await pauseJobs('backup.archive.media');
    server = await startServer(site, { env: paused.env });
    const session = await signIn(server);
    const actions = ['settings', 'read', 'create', 'delete'].map(
      (name) => `plugin::backup.${name}`,
    );
    client = adminClient(server, await session.createAdminToken(actions));
    const options = { compress: false, pinned: true, note: 'pictures only' };
    media = await makeBackup(client, { type: 'media', name: 'Media of spring', ...options });
    database = await makeBackup(client, { type: 'database', compressionLevel: 1 });
  });

  async function refusal(method: string, url: string, body?: unknown): Promise<Refusal> {
    return refusalOf(await client.request(method, url, body === undefined ? {} : { body }));
  }

  async function list(query: string): Promise<BackupList> {
    const { body } = await client.request('GET', `/backup/backups?${query}`, {
      parse: (answer) => backupListAnswerSchema.parse(answer),
    });
    return body;
  }

  const namesOf = async (query: string) => (await list(query)).data.map(({ name }) => name);

  test('what was asked for is what was made', () => {
    expect(media).toMatchObject({
      ...{ name: 'Media of spring', type: 'media', origin: 'manual', status: 'completed' },
      ...{ compression: 'none', pinned: true, note: 'pictures only', verification: 'verified' },
      ...{ progress: 100, error: null, actor: { email: 'admin@example.com' } },
    });
    expect(media.fileName).toMatch(/^media-of-spring-\d{8}T\d{6}Z-[a-z0-9]{24}\.tar$/);
    expect(database).toMatchObject({ compression: 'gzip', compressionLevel: 1, pinned: false });
    expect(database.name).toMatch(/^Database backup 2/);
    expect(database.counts?.mediaFiles).toBe(0);
    expect(database.counts?.rows).toBeGreaterThan(2_000);
  });

  test('the list: pages, order, filters, search', async () => {
    const first = await list('page=1&pageSize=1');
    expect(first.data.map(({ id }) => id)).toEqual([database.id]);
    expect(first.meta.pagination).toEqual({ page: 1, pageSize: 1, pageCount: 2, total: 2 });
    expect((await list('page=2&pageSize=1')).data.map(({ id }) => id)).toEqual([media.id]);
    expect((await list('page=9')).data).toEqual([]);

    expect(await namesOf('sort=createdAt:asc')).toEqual([media.name, database.name]);
    expect(await namesOf('sort=name')).toEqual([database.name, media.name]);
    expect(await namesOf('sort=size:desc')).toEqual([media.name, database.name]);

    expect(await namesOf('type=media')).toEqual([media.name]);
    expect(await namesOf('type=full')).toEqual([]);
    expect(await namesOf('status=completed&origin=manual&type=database')).toEqual([database.name]);
    expect(await namesOf('status=failed')).toEqual([]);
    expect(await namesOf('q=SPRING')).toEqual([media.name]);
    expect(await namesOf('q=pictures')).toEqual([media.name]);
    expect(await namesOf(`q=${database.fileName!}`)).toEqual([database.name]);

    const today = media.createdAt.slice(0, 10);
    expect(await namesOf(`from=${today}&to=${database.createdAt.slice(0, 10)}`)).toHaveLength(2);
    expect(await namesOf('to=2020-01-01')).toEqual([]);
    expect(await namesOf('from=2100-01-01')).toEqual([]);
    expect(await namesOf(`from=${database.createdAt}`)).toEqual([database.name]);
    expect(await namesOf(`to=${media.createdAt}`)).toEqual([media.name]);
  });

  test('a running backup: seen, logged, alone, cancelled', async () => {
    await paused.hold();
    const begun = await client.request('POST', '/backup/backups', { body: { type: 'full' } });
    expect(begun.status).toBe(202);
    const { id, status } = backupAnswerSchema.parse(begun.body).data;
    expect(status).toBe('running');
    await paused.reached();

    const { body: current } = await client.request('GET', '/backup/jobs/current', {
      parse: (answer) => currentJobAnswerSchema.parse(answer),
    });
    expect(current.data).toMatchObject({ kind: 'backup', recordId: id, cancellable: true });
    expect(current.data?.progress).toMatchObject({ step: 'archive' });
    expect(current.data?.progress?.percent).toBeGreaterThan(10);

    const lines = await client.request('GET', `/backup/backups/${id}/log`, {
      parse: (answer) => z.object({ data: z.array(logLineSchema) }).parse(answer).data,
    });
    expect(lines.body.length).toBeGreaterThan(2);
    const saved = await client.fetch(`/backup/backups/${id}/log?download=true`);
    expect(saved.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(saved.headers.get('content-disposition')).toBe(
      `attachment; filename="backup-${id}.log"`,
    );
    expect((await saved.text()).split('\n').length).toBeGreaterThan(lines.body.length);

    const busy = await client.request('POST', '/backup/backups', { body: { type: 'media' } });
    expect(refusalOf(busy)).toMatchObject({ status: 409, code: 'JOB_RUNNING' });
    expect(busy.body).toMatchObject({
      error: { details: { jobId: current.data?.id, recordId: id } },
    });
    const verify = `/backup/backups/${media.id}/verify`;
    expect(await refusal('POST', verify)).toMatchObject({ code: 'JOB_RUNNING' });
    for (const url of [`/backup/backups/${id}`, `/backup/backups/${media.id}?force=true`]) {
      expect(await refusal('DELETE', url)).toMatchObject({ code: 'JOB_RUNNING' });
    }
    for (const path of ['contents', 'download']) {
      const answer = await client.request('GET', `/backup/backups/${id}/${path}`);
      expect([403, 409]).toContain(answer.status);
    }
    const other = `/backup/backups/${media.id}/cancel`;
    expect(await refusal('POST', other)).toMatchObject({ code: 'NOT_CANCELLABLE' });

    expect((await client.request('POST', `/backup/backups/${id}/cancel`)).status).toBe(202);
    await untilIdle(client);
    await paused.release();
    expect(await getBackup(client, id)).toMatchObject({
      ...{ status: 'cancelled', error: { code: 'CANCELLED' }, fileName: null, size: null },
    });
    expect((await archives()).filter((name) => name.includes(id))).toEqual([]);
    const again = `/backup/backups/${id}/cancel`;
    expect(await refusal('POST', again)).toMatchObject({ code: 'NOT_CANCELLABLE' });
    expect(await refusal('POST', `/backup/backups/${id}/verify`)).toMatchObject({
      code: 'BACKUP_NOT_USABLE',
    });
  });

  test('renaming, noting, pinning', async () => {
    const change = { name: 'Media, renamed', note: null, pinned: false };
    const { body } = await client.request('PUT', `/backup/backups/${media.id}`, { body: change });
    expect(backupAnswerSchema.parse(body).data).toEqual({ ...media, ...change });
    expect(await getBackup(client, media.id)).toEqual({ ...media, ...change });
  });

  test('a verification says when it was', async () => {
    const answer = await client.request('POST', `/backup/backups/${database.id}/verify`);
    expect(answer.status).toBe(202);
    await untilIdle(client);
    const verified = await getBackup(client, database.id);
    expect(verified.verification).toBe('verified');
    expect(Date.parse(verified.verifiedAt!)).toBeGreaterThan(Date.parse(database.verifiedAt!));
  });

  test('contents: all entries page by page, tables, search; fingerprints of secrets stay inside', async () => {
    const contentsSchema = z.object({
      data: z.array(archiveEntrySchema),
      meta: z.object({
        pagination: pageMetaSchema,
        manifest: z.looseObject({ id: z.string(), entries: z.object({ count: z.number() }) }),
      }),
    });
    const page = async (query: string) => {
      const { body } = await client.request(
        'GET',
        `/backup/backups/${media.id}/contents?${query}`,
        {
          parse: (answer) => contentsSchema.parse(answer),
        },
      );
      return body;
    };
    const seen: string[] = [];
    for (let number = 1, pages = 1; number <= pages; number += 1) {
      const { data, meta } = await page(`page=${String(number)}&pageSize=100`);
      pages = meta.pagination.pageCount;
      seen.push(...data.map((entry) => entry.path));
    }
    const { meta } = await page('pageSize=1');
    expect(meta.manifest.id).toBe(media.id);
    expect(meta.manifest).not.toHaveProperty('secretFingerprints');
    expect(seen).toHaveLength(meta.manifest.entries.count);
    expect(new Set(seen).size).toBe(seen.length);
    const uploads = seen.filter((name) => name.startsWith('media/uploads/'));
    expect(uploads).toHaveLength(media.counts!.mediaFiles);

    const jpegs = await page('q=.JPG&pageSize=1');
    expect(jpegs.meta.pagination.total).toBe(seen.filter((name) => name.includes('.jpg')).length);

    const tables = await client.request(
      'GET',
      `/backup/backups/${database.id}/contents?list=tables&q=admin_users&pageSize=100`,
    );
    expect(tables.body).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ name: 'admin_users' })]) as unknown,
    });
  });

  test('statistics count what there is', async () => {
    const { body } = await client.request('GET', '/backup/statistics', {
      parse: (answer) => statisticsAnswerSchema.parse(answer),
    });
    expect(body.data.backups).toMatchObject({
      ...{ total: 3, completed: 2, cancelled: 1, failed: 0, running: 0, verified: 2 },
    });
    expect(body.data.size.total).toBe(media.size! + database.size!);
    expect(body.data.successRate).toBe(1);
    expect(body.data.perDay.reduce((sum, day) => sum + day.completed, 0)).toBe(2);
  });

  test('deleting: the last good one only with force; what is gone is gone from everywhere', async () => {
    const url = `/backup/backups/${media.id}`;
    expect(await refusal('DELETE', url)).toMatchObject({ status: 409, code: 'LAST_GOOD_BACKUP' });
    const refused = await bulkDelete({ ids: [media.id, 'nothing', database.id] });
    expect(refused.map(({ deleted, error }) => [deleted, error?.code])).toEqual([
      ...[
        [false, 'LAST_GOOD_BACKUP'],
        [false, 'UNKNOWN_BACKUP'],
      ],
      [false, 'LAST_GOOD_BACKUP'],
    ]);
    const kept = path.join(site.dir, 'kept');
    for (const name of filesOf(media)) {
      await cp(path.join(site.backupsDir, name), path.join(kept, name));
    }

    const second = await makeBackup(client, { type: 'database' });
    const deleted = await client.request('DELETE', `/backup/backups/${second.id}`);
    expect([deleted.status, deleted.body]).toEqual([200, { data: null, meta: {} }]);
    expect(await readdir(path.join(site.backupsDir, '.logs'))).not.toContain(`${second.id}.jsonl`);
    const forced = await bulkDelete({ ids: [media.id, 'nothing', database.id], force: true });
    expect(forced.map(({ id, deleted: gone }) => [id, gone])).toEqual([
      ...[
        [media.id, true],
        ['nothing', false],
      ],
      [database.id, true],
    ]);
    expect(await archives()).toEqual([]);
    expect(await refusal('GET', url)).toMatchObject({ code: 'UNKNOWN_BACKUP' });

    await cp(kept, site.backupsDir, { recursive: true });
    const rescanned = await client.request('POST', '/backup/backups/rescan', {
      parse: (answer) => z.object({ data: rescanResultSchema }).parse(answer).data,
    });
    expect(rescanned.body).toEqual({ adopted: 1, reading: 0, missing: 0, invalid: [] });
    const found = await getBackup(client, media.id);
    expect(found).toMatchObject({ origin: 'found', verification: 'unverified', size: media.size });
    await rm(path.join(site.backupsDir, media.fileName!));
    const missing = await client.request('POST', '/backup/backups/rescan');
    expect(missing.body).toMatchObject({ data: { adopted: 0, missing: 1 } });
    expect(await refusal('POST', `/backup/backups/${media.id}/verify`)).toMatchObject({
      ...{ status: 404, code: 'ARCHIVE_MISSING' },
    });
  });

  test('the audit trail says who did what, newest first, page by page', async () => {
    const trail = async (query: string) => {
      const { body } = await client.request('GET', `/backup/audit?${query}`, {
        parse: (answer) => auditListAnswerSchema.parse(answer),
      });
      return body;
    };
    const { data, meta } = await trail('pageSize=100');
    expect(meta.pagination.total).toBe(data.length);
    const times = data.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const of = (wanted: string) => data.filter(({ action }) => action === wanted);
    expect(of('backup.cancel')).toHaveLength(1);
    expect(of('backup.create')).toHaveLength(4);
    expect(of('backup.delete')).toHaveLength(3);
    expect(of('backup.rescan').at(0)?.detail).toEqual({ adopted: 0, reading: 0, missing: 1 });
    for (const { actor, origin } of data) {
      expect(actor.email).toBe(SUPER_ADMIN.email);
      expect(origin).toContain('127.0.0.1');
    }

    const second = await trail('action=backup.delete&pageSize=1&page=2');
    expect(second.meta.pagination).toMatchObject({ total: 3, pageCount: 3 });
    expect(second.data).toEqual([of('backup.delete')[1]]);
    const { subject } = second.data[0]!;
    const ofOne = await trail(`subject=${subject!}`);
    expect(ofOne.data.map(({ action }) => action)).toContain('backup.create');
    expect(await refusal('GET', '/backup/audit?action=nothing')).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'action',
    });
  });

  async function bulkDelete(body: { ids: string[]; force?: boolean }) {
    const answer = await client.request('POST', '/backup/backups/bulk-delete', {
      body,
      parse: (given: unknown) =>
        z.object({ data: z.array(bulkDeleteResultSchema) }).parse(given).data,
    });
    return answer.body;
  }

  /** Everything in the backup folder that belongs to an archive. */
  async function archives(): Promise<string[]> {
    return (await readdir(site.backupsDir)).filter((name) => !name.startsWith('.'));
  }
});

function filesOf({ fileName }: Backup): string[] {
  return [fileName!, `${fileName!}.manifest.json`];
}
