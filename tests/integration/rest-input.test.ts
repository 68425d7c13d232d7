import fc from 'fast-check';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { makeBackup } from '../support/make-backup';
import { rawRequest } from '../support/raw-request';
import { refusalOf, type Refusal } from '../support/refusal';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const TEN_KB = 'n'.repeat(10_240);
const NOBODY = 'a'.repeat(24);

describe('bad input', () => {
  let site: Site;
  let server: RunningServer;
  let session: AdminClient;
  let client: AdminClient;
  let backupId: string;

  beforeAll(async () => {
    site = await createSite({ name: 'input', seed: true });
    server = await startServer(site);
    session = await signIn(server);
    const actions = ['read', 'create', 'download', 'delete', 'restore'];
    const names = actions.map((name) => `plugin::backup.${name}`);
    client = adminClient(server, await session.createAdminToken(names));
    backupId = (await makeBackup(client, { type: 'media' })).id;
  });

  afterEach(async () => {
    // Whatever came in: the same process still answers.
    expect(server.child.exitCode).toBeNull();
    expect((await client.request('GET', '/backup/jobs/current')).status).toBe(200);
  });

  async function refusal(
    method: string,
    url: string,
    body?: unknown,
    by = client,
  ): Promise<Refusal> {
    return refusalOf(await by.request(method, url, body === undefined ? {} : { body }));
  }

  test('a new backup: the field that is wrong is named, and nothing starts', async () => {
    const wrong: [body: unknown, field: string | undefined][] = [
      [{}, 'type'],
      [{ type: 'everything' }, 'type'],
      [{ type: 7 }, 'type'],
      [{ type: ['full'] }, 'type'],
      [{ type: 'full', compressionLevel: 99 }, 'compressionLevel'],
      [{ type: 'full', compressionLevel: 0 }, 'compressionLevel'],
      [{ type: 'full', compressionLevel: 5.5 }, 'compressionLevel'],
      [{ type: 'full', compressionLevel: '6' }, 'compressionLevel'],
      [{ type: 'full', compression: 'rar' }, 'compression'],
      [{ type: 'full', compress: 'no' }, 'compress'],
      [{ type: 'full', compress: false, compression: 'gzip' }, 'compress'],
      [{ type: 'full', compress: true, compression: 'none' }, 'compress'],
      [{ type: 'full', name: TEN_KB }, 'name'],
      [{ type: 'full', name: '   ' }, 'name'],
      [{ type: 'full', name: { first: 'x' } }, 'name'],
      [{ type: 'full', note: TEN_KB }, 'note'],
      [{ type: 'full', pinned: 1 }, 'pinned'],
      [{ type: 'full', excludeLogs: null }, 'excludeLogs'],
      [{ type: 'full', folder: '/etc' }, 'folder'],
      [{ data: { type: 'full' } }, 'type'],
      [[], undefined],
      ['[1, 2]', undefined],
    ];
    for (const [body, field] of wrong) {
      const json = typeof body === 'string' ? (JSON.parse(body) as unknown) : body;
      const { status, code, field: named } = await refusal('POST', '/backup/backups', json);
      expect([body, status, code, named]).toEqual([body, 400, 'INVALID_INPUT', field]);
    }
    const { body } = await client.request('GET', '/backup/backups');
    expect(body).toMatchObject({ meta: { pagination: { total: 1 } } });
  });

  test('what cannot be read as JSON is refused, whoever notices first', async () => {
    const send = (body: string | Buffer, type: string | null) =>
      client.request('POST', '/backup/backups', {
        body,
        headers: type === null ? {} : { 'Content-Type': type },
      });
    for (const text of [
      '{"type": "full"',
      'type: full',
      '"full"',
      '7',
      '\u0000',
      '{"type":"full"}}',
    ]) {
      const answer = await send(text, 'application/json');
      expect([text, answer.status]).toEqual([text, 400]);
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*:\d+:\d+/);
    }
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect((await send(`{"type":${deep}}`, 'application/json')).status).toBe(400);
    expect(
      (await send(JSON.stringify({ name: 'x'.repeat(2_000_000) }), 'application/json')).status,
    ).toBe(413);
    for (const type of [
      null,
      'text/plain',
      'application/octet-stream',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await send(Buffer.from('{"type":"full"}'), type);
      expect([type, answer.status, refusalOf(answer).code]).toEqual([
        ...[type, 400, 'INVALID_INPUT'],
      ]);
    }
  });

  test('lists: wrong queries name their parameter', async () => {
    const wrong: [query: string, field: string][] = [
      ['page=0', 'page'],
      ['page=-1', 'page'],
      ['page=two', 'page'],
      ['page=1.5', 'page'],
      ['page[$gt]=1', 'page'],
      ['page=1e300', 'page'],
      ['pageSize=0', 'pageSize'],
      ['pageSize=101', 'pageSize'],
      ['sort=password', 'sort'],
      ['sort=name:sideways', 'sort'],
      ['sort=name:asc:desc', 'sort'],
      ['sort=name%3BDROP TABLE admin_users', 'sort'],
      ['sort[]=name', 'sort'],
      ['status=done', 'status'],
      [`q=${'q'.repeat(500)}`, 'q'],
      ['q[]=a&q[]=b', 'q'],
    ];
    for (const list of ['backups', 'restores']) {
      for (const [query, field] of wrong) {
        const { code, field: named } = await refusal('GET', `/backup/${list}?${query}`);
        expect([query, code, named]).toEqual([query, 'INVALID_INPUT', field]);
      }
    }
    for (const [query, field] of [
      ['type=image', 'type'],
      ['origin=aliens', 'origin'],
      ['from=yesterday', 'from'],
      ['to=2026-13-45', 'to'],
    ] as const) {
      expect(await refusal('GET', `/backup/backups?${query}`)).toMatchObject({ field });
    }
    const contents = `/backup/backups/${backupId}/contents`;
    expect(await refusal('GET', `${contents}?list=secrets`)).toMatchObject({ field: 'list' });
    expect(await refusal('GET', `${contents}?page=0`)).toMatchObject({ field: 'page' });
    const log = `/backup/backups/${backupId}/log?download=perhaps`;
    expect(await refusal('GET', log)).toMatchObject({ field: 'download' });
  });

  test('search text is text: wildcards and quotes find themselves only', async () => {
    const found = async (q: string): Promise<unknown> => {
      const { body } = await client.request('GET', `/backup/backups?q=${encodeURIComponent(q)}`);
      return z
        .object({ meta: z.object({ pagination: z.object({ total: z.number() }) }) })
        .parse(body).meta.pagination.total;
    };
    await client.request('PUT', `/backup/backups/${backupId}`, {
      body: { name: `100% "o'clock" [!_]` },
    });
    expect(await found('100% "O')).toBe(1);
    expect(await found('[!_]')).toBe(1);
    expect(await found('%')).toBe(1);
    expect(await found('1_0')).toBe(0);
    expect(await found("' OR 1=1 --")).toBe(0);
  });

  test('changes: only known fields, and the rest stays', async () => {
    const url = `/backup/backups/${backupId}`;
    for (const [body, field] of [
      [{ name: '' }, 'name'],
      [{ name: null }, 'name'],
      [{ pinned: 'yes' }, 'pinned'],
      [{ note: 5 }, 'note'],
      [{ status: 'completed' }, 'status'],
      [{ fileName: '../../../etc/passwd' }, 'fileName'],
      [{ id: NOBODY }, 'id'],
    ] as const) {
      expect(await refusal('PUT', url, body)).toMatchObject({ code: 'INVALID_INPUT', field });
    }
    const before = await client.request('GET', url);
    expect((await client.request('PUT', url, { body: {} })).body).toEqual(before.body);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        async (text) => {
          const { status, body } = await client.request('PUT', url, { body: { note: text } });
          expect([status, body]).toMatchObject([200, { data: { note: text } }]);
        },
      ),
      { numRuns: 25 },
    );
    expect((await client.request('PUT', url, { body: { note: null } })).body).toMatchObject({
      data: { note: null },
    });
  });

  test('restores: components, mode and backup are checked before anything else', async () => {
    for (const url of ['/backup/restores', '/backup/restores/plan']) {
      for (const [body, field] of [
        [{}, 'backupId'],
        [{ backupId: 5 }, 'backupId'],
        [{ backupId, components: [] }, 'components'],
        [{ backupId, components: ['media', 'media'] }, 'components'],
        [{ backupId, components: ['secrets'] }, 'components.0'],
        [{ backupId, mode: 'merge' }, 'mode'],
        [{ backupId, file: '/etc/passwd' }, 'file'],
        [{ backupId, components: ['database'] }, 'components'],
      ] as const) {
        expect(await refusal('POST', url, body)).toMatchObject({ code: 'INVALID_INPUT', field });
      }
      expect(await refusal('POST', url, { backupId: NOBODY })).toMatchObject({
        code: 'UNKNOWN_BACKUP',
      });
      const withoutSafety = { backupId, mode: 'preserve', safetyBackup: false };
      expect(await refusal('POST', url, withoutSafety)).toMatchObject({
        ...{ code: 'INVALID_INPUT', field: 'safetyBackup' },
      });
    }
    const typed = { backupId, acknowledge: 'another name' };
    expect(await refusal('POST', '/backup/restores', typed)).toMatchObject({
      field: 'acknowledge',
    });
  });

  test('many at once: each id has its own answer', async () => {
    const ids = [NOBODY, '../../etc/passwd', NOBODY, '%00'];
    const { status, body } = await client.request('POST', '/backup/backups/bulk-delete', {
      body: { ids },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: [NOBODY, '../../etc/passwd', '%00'].map((id) => ({
        ...{ id, deleted: false, error: { code: 'UNKNOWN_BACKUP' } },
      })),
    });
    for (const [wrong, field] of [
      [{}, 'ids'],
      [{ ids: [] }, 'ids'],
      [{ ids: 'all' }, 'ids'],
      [{ ids: [7] }, 'ids.0'],
      [{ ids: [TEN_KB] }, 'ids.0'],
      [{ ids: Array.from({ length: 501 }, () => NOBODY) }, 'ids'],
    ] as const) {
      expect(await refusal('POST', '/backup/backups/bulk-delete', wrong)).toMatchObject({ field });
    }
  });

  test('ids lead nowhere: every route answers 404, whatever is in them', async () => {
    const canary = path.join(site.dir, 'canary.log');
    await writeFile(canary, 'untouched');
    const before = await treeOf(site.backupsDir);
    const routes: [method: string, url: (id: string) => string, code: string][] = [
      ['GET', (id) => `/backup/backups/${id}`, 'UNKNOWN_BACKUP'],
      ['PUT', (id) => `/backup/backups/${id}`, 'UNKNOWN_BACKUP'],
      ['DELETE', (id) => `/backup/backups/${id}?force=true`, 'UNKNOWN_BACKUP'],
      ['POST', (id) => `/backup/backups/${id}/cancel`, 'UNKNOWN_BACKUP'],
      ['POST', (id) => `/backup/backups/${id}/verify`, 'UNKNOWN_BACKUP'],
      ['GET', (id) => `/backup/backups/${id}/log?download=true`, 'UNKNOWN_BACKUP'],
      ['GET', (id) => `/backup/backups/${id}/contents`, 'UNKNOWN_BACKUP'],
      ['GET', (id) => `/backup/backups/${id}/download`, 'UNKNOWN_BACKUP'],
      ['POST', (id) => `/backup/backups/${id}/download-ticket`, 'UNKNOWN_BACKUP'],
      ['GET', (id) => `/backup/tickets/${id}`, 'UNKNOWN_TICKET'],
      ['GET', (id) => `/backup/restores/${id}`, 'UNKNOWN_RESTORE'],
      ['GET', (id) => `/backup/restores/${id}/log?download=true`, 'UNKNOWN_RESTORE'],
      ['POST', (id) => `/backup/restores/${id}/undo`, 'UNKNOWN_RESTORE'],
      ['POST', (id) => `/backup/restores/${id}/confirm`, 'UNKNOWN_RESTORE'],
      ['POST', (id) => `/backup/restores/${id}/cancel`, 'UNKNOWN_RESTORE'],
    ];
    for (const [method, url, code] of routes) {
      expect(await refusal(method, url(NOBODY))).toMatchObject({ status: 404, code });
    }
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      fc
        .array(
          fc.constantFrom('..', '.', '/', '\\', '%2e', '\0', 'canary.log', '.logs', backupId),
          {
            minLength: 1,
            maxLength: 8,
          },
        )
        .map((parts) => parts.join('')),
      fc.constantFrom(
        `${backupId}.jsonl`,
        `../.logs/${backupId}`,
        `${backupId}\0`,
        ` ${backupId}`,
        backupId.toUpperCase(),
        '/etc/passwd',
        'a'.repeat(5_000),
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom(...routes), async (id, [method, url, code]) => {
        fc.pre(id !== backupId);
        const answer = await raw(server, client, method, url(encodeURIComponent(wellFormed(id))));
        expect([404, 405]).toContain(answer.status);
        // A name with dots alone is resolved by nobody: it is just no id.
        if (answer.status === 404 && answer.code !== null) expect(answer.code).toBe(code);
      }),
      { numRuns: 150 },
    );
    for (const sent of [
      '..',
      '../..',
      '..%2f..%2fcanary',
      '%2e%2e/%2e%2e',
      '%',
      '%zz',
      '%ff%fe',
      '..%5c..%5c',
    ]) {
      for (const [method, url] of routes) {
        expect([400, 404, 405]).toContain((await raw(server, client, method, url(sent))).status);
      }
    }
    expect(await readFile(canary, 'utf8')).toBe('untouched');
    expect(await treeOf(site.backupsDir)).toEqual(before);
  });
});

async function raw(
  server: RunningServer,
  client: AdminClient,
  method: string,
  sent: string,
): Promise<{ status: number; code: string | null }> {
  const headers = { Authorization: `Bearer ${client.token ?? ''}`, 'Content-Length': '0' };
  const response = await rawRequest({ port: server.port, method, path: sent, headers });
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  const coded = z.object({ error: z.object({ details: z.object({ code: z.string() }) }) });
  const parsed = coded.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  return {
    status: response.statusCode ?? 0,
    code: parsed.success ? parsed.data.error.details.code : null,
  };
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

async function treeOf(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}
