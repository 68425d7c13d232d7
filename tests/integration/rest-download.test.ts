import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, readlink, rename, truncate, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Backup } from '../../server/src/contracts/backups';
import { z } from 'zod';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { makeBackup } from '../support/make-backup';
import { rawRequest } from '../support/raw-request';
import { refusalOf } from '../support/refusal';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const ticketSchema = z.object({
  data: z.object({
    url: z.string().regex(/^\/backup\/tickets\/[\w-]{43}$/),
    expiresAt: z.iso.datetime(),
  }),
});

describe('downloads', () => {
  let site: Site;
  let server: RunningServer;
  let session: AdminClient;
  let client: AdminClient;
  let anonymous: AdminClient;
  let backup: Backup;
  let file: string;
  let bytes: Buffer;
  let direct: string;

  beforeAll(async () => {
    site = await createSite({ name: 'download', seed: true });
    server = await startServer(site);
    session = await signIn(server);
    client = adminClient(server, await session.createAdminToken(['plugin::backup.download']));
    anonymous = adminClient(server, null);
    backup = await makeBackup(session);
    file = path.join(site.backupsDir, backup.fileName!);
    bytes = await readFile(file);
    direct = `/backup/backups/${backup.id}/download`;
  });

  async function issue(): Promise<string> {
    const { body } = await client.request('POST', `${direct}-ticket`, {
      parse: (answer) => ticketSchema.parse(answer),
    });
    const left = Date.parse(body.data.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    return body.data.url;
  }

  const part = (url: string, range: string, by = client, headers: Record<string, string> = {}) =>
    by.fetch(url, { headers: { Range: range, ...headers } });

  const contentOf = async (response: Response): Promise<Buffer> =>
    Buffer.from(await response.arrayBuffer());

  const refused = async (response: Response) =>
    refusalOf({ status: response.status, body: await response.json() });

  test('the whole archive, as it is on the disk, named and never cached', async () => {
    const response = await client.fetch(direct);
    expect(response.status).toBe(200);
    const { headers } = response;
    expect(headers.get('content-length')).toBe(String(bytes.length));
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${backup.fileName!}"`);
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('etag')).toBe(`"${backup.sha256!}"`);
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-encoding')).toBeNull();
    const received = await contentOf(response);
    expect(received.equals(bytes)).toBe(true);
    expect(createHash('sha256').update(received).digest('hex')).toBe(backup.sha256);

    const head = await client.fetch(direct, { method: 'HEAD', headers: { Range: 'bytes=0-9' } });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect(head.headers.get('etag')).toBe(`"${backup.sha256!}"`);
  });

  test('parts: from, to, the last ones; what is no single range is answered with all', async () => {
    const last = bytes.length - 1;
    const parts: [range: string, from: number, to: number][] = [
      ['bytes=0-0', 0, 0],
      ['bytes=100-299', 100, 299],
      [`bytes=${String(last)}-`, last, last],
      ['bytes=1000-', 1000, last],
      ['bytes=-1', last, last],
      ['bytes=-500', last - 499, last],
      [`bytes=-${String(bytes.length * 2)}`, 0, last],
      ['bytes=10-999999999999', 10, last],
    ];
    for (const [range, from, to] of parts) {
      const response = await part(direct, range);
      const { headers } = response;
      expect([range, response.status]).toEqual([range, 206]);
      expect(headers.get('content-range')).toBe(
        `bytes ${String(from)}-${String(to)}/${String(bytes.length)}`,
      );
      expect(headers.get('content-length')).toBe(String(to - from + 1));
      expect((await contentOf(response)).equals(bytes.subarray(from, to + 1))).toBe(true);
    }
    for (const range of [
      'bytes=',
      'bytes=-',
      'bytes=a-b',
      'items=0-5',
      'bytes=9-5',
      'bytes=0-1,4-5',
    ]) {
      const response = await part(direct, range);
      expect([range, response.status, response.headers.get('content-range')]).toEqual([
        ...[range, 200, null],
      ]);
      await response.body?.cancel();
    }
    for (const range of [`bytes=${String(bytes.length)}-`, 'bytes=99999999999999-', 'bytes=-0']) {
      const response = await part(direct, range);
      expect(response.headers.get('content-range')).toBe(`bytes */${String(bytes.length)}`);
      expect(await refused(response)).toMatchObject({ status: 416, code: 'RANGE_INVALID' });
    }
  });

  test('If-Range: a part of this archive, or all of it', async () => {
    const same = await part(direct, 'bytes=5-9', client, { 'If-Range': `"${backup.sha256!}"` });
    expect(same.status).toBe(206);
    await same.body?.cancel();
    for (const other of ['"other"', `W/"${backup.sha256!}"`, new Date().toUTCString()]) {
      const response = await part(direct, 'bytes=5-9', client, { 'If-Range': other });
      expect([other, response.status]).toEqual([other, 200]);
      await response.body?.cancel();
    }
  });

  test('a download that was cut off goes on where it was, and nothing stays open', async () => {
    const cutAt = Math.floor(bytes.length / 3);
    const response = await rawRequest({
      ...{ port: server.port, method: 'GET', path: direct },
      headers: { Authorization: `Bearer ${client.token!}` },
    });
    const received: Buffer[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      received.push(chunk);
      length += chunk.length;
      if (length >= cutAt) break;
    }
    response.destroy();
    const rest = await part(direct, `bytes=${String(length)}-`, client, {
      'If-Range': response.headers.etag!,
    });
    expect(rest.status).toBe(206);
    expect(Buffer.concat([...received, await contentOf(rest)]).equals(bytes)).toBe(true);
    await untilClosed();
  });

  test('many that leave in the middle leave no open files', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const url = await issue();
        const response = await rawRequest({ port: server.port, method: 'GET', path: url });
        await once(response, 'readable');
        response.destroy();
      }),
    );
    await untilClosed();
    expect((await client.fetch(direct, { method: 'HEAD' })).status).toBe(200);
  });

  test('a ticket: one start without signing in, then only the rest of it', async () => {
    const url = await issue();
    expect((await anonymous.fetch(url, { method: 'HEAD' })).status).toBe(200);

    const response = await anonymous.fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(backup.fileName!);
    expect((await contentOf(response)).equals(bytes)).toBe(true);

    expect(await refused(await anonymous.fetch(url))).toMatchObject({ code: 'UNKNOWN_TICKET' });
    // What would be answered with all of it is a second start, whatever header it has.
    for (const range of ['bytes=0-1,4-5', 'chunks=1-', 'bytes=']) {
      expect(await refused(await part(url, range, anonymous))).toMatchObject({ status: 404 });
    }
    const other = await part(url, 'bytes=9-', anonymous, { 'If-Range': '"other"' });
    expect(other.status).toBe(404);
    const rest = await part(url, 'bytes=1000-', anonymous);
    expect(rest.status).toBe(206);
    expect((await contentOf(rest)).equals(bytes.subarray(1000))).toBe(true);
  });

  test('a ticket starts once, however many try at the same moment', async () => {
    const url = await issue();
    const responses = await Promise.all(Array.from({ length: 10 }, () => anonymous.fetch(url)));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 404)]);
    for (const response of responses) await response.body?.cancel();
  });

  test('a ticket may start with a range; a range beyond the end does not use it up', async () => {
    const url = await issue();
    expect((await part(url, 'bytes=999999999999-', anonymous)).status).toBe(416);
    const first = await part(url, 'bytes=0-99', anonymous);
    expect(first.status).toBe(206);
    expect((await contentOf(first)).equals(bytes.subarray(0, 100))).toBe(true);
    expect((await anonymous.fetch(url)).status).toBe(404);
    expect((await part(url, 'bytes=100-', anonymous)).status).toBe(206);
  });

  test('late, wrong and foreign tickets: 404, with the same words', async () => {
    const [unused, used] = [await issue(), await issue()];
    await (await anonymous.fetch(used)).body?.cancel();
    const age =
      'UPDATE backup_vault_tickets SET start_before = start_before - ?, valid_until = valid_until - ?, started_at = started_at - ? WHERE hash = ?';
    await site.database.run(age, 60_001, 60_001, 60_001, hashOf(unused));
    await site.database.run(age, 3_600_001, 3_600_001, 3_600_001, hashOf(used));
    const known = (await issue()).split('/').at(-1)!;
    const wrong = [unused, `/backup/tickets/${known.slice(0, -1)}`, `/backup/tickets/${known}A`];
    const answers = [
      await refused(await part(used, 'bytes=5-', anonymous)),
      await refused(await anonymous.fetch(`/backup/tickets/${swapCase(known)}`)),
      ...(await Promise.all(wrong.map(async (url) => refused(await anonymous.fetch(url))))),
    ];
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 404, code: 'UNKNOWN_TICKET' });
    expect((await anonymous.fetch(unused, { method: 'HEAD' })).status).toBe(404);
    expect((await anonymous.fetch(`/backup/tickets/${known}`)).status).toBe(200);

    await issue();
    const rows = await site.database.query('SELECT hash FROM backup_vault_tickets');
    const left = rows.map(({ hash }) => hash);
    expect(left).not.toContain(hashOf(unused));
    expect(left).not.toContain(hashOf(used));
  });

  test('a ticket opens one backup and nothing else', async () => {
    const ticket = (await issue()).split('/').at(-1)!;
    const holder = adminClient(server, ticket);
    expect((await holder.fetch(direct)).status).toBe(401);
    expect((await anonymous.fetch(`${direct}?ticket=${ticket}`)).status).toBe(401);
    expect((await holder.fetch('/backup/backups')).status).toBe(401);
  });

  test('neither the log of the server nor the database know a ticket', async () => {
    const url = await issue();
    const ticket = url.split('/').at(-1)!;
    await (await anonymous.fetch(url)).arrayBuffer();
    await (await anonymous.fetch(url)).arrayBuffer();
    expect(server.log()).not.toContain(ticket);
    const tables = ['backup_vault_tickets', 'backup_vault_audit'];
    for (const name of tables) {
      const rows = await site.database.query(`SELECT * FROM ${name}`);
      expect(JSON.stringify(rows)).not.toContain(ticket);
    }

    const notes = (await site.database.query(
      "SELECT action, actor, origin, detail FROM backup_vault_audit WHERE action LIKE 'backup.download%' ORDER BY at DESC, action LIMIT 2",
    )) as { action: string; actor: string; origin: string; detail: string }[];
    expect(notes.map(({ action }) => action)).toEqual([
      'backup.download',
      'backup.download-ticket',
    ]);
    expect(JSON.parse(notes[1]!.actor)).toMatchObject({ email: 'admin@example.com' });
    expect(notes[0]!.origin).toContain('127.0.0.1');
    const shown = notes.map(
      ({ detail }) => z.object({ ticket: z.string() }).parse(JSON.parse(detail)).ticket,
    );
    expect(shown[0]).toBe(shown[1]);
  });

  test('an archive that is gone or not whole is refused, and comes back when it does', async () => {
    const url = await issue();
    await rename(file, `${file}.away`);
    expect(await refused(await client.fetch(direct))).toMatchObject({ code: 'ARCHIVE_MISSING' });
    expect(await refused(await anonymous.fetch(url))).toMatchObject({ code: 'ARCHIVE_MISSING' });
    await writeFile(file, bytes);
    await truncate(file, bytes.length - 1);
    expect(await refused(await client.fetch(direct))).toMatchObject({ code: 'ARCHIVE_TRUNCATED' });
    expect((await client.request('POST', `${direct}-ticket`)).status).toBe(422);
    await rename(`${file}.away`, file);
    // The ticket was not used up by what was not its fault.
    expect((await contentOf(await anonymous.fetch(url))).equals(bytes)).toBe(true);
    await untilClosed();
  });

  test('an archive that shrinks while it is sent: the connection ends, no short answer passes', async () => {
    const { response } = await openSlowly();
    await truncate(file, 4 * 1024 ** 2);
    const asked = Date.now();
    const drained = (async () => {
      for await (const _ of response) continue;
    })();
    await expect(drained).rejects.toMatchObject({ code: 'ECONNRESET' });
    // Left alone, the server would end it only as an idle connection, after five seconds.
    expect(Date.now() - asked).toBeLessThan(4_000);
    await untilClosed();
    await writeFile(file, bytes);
    expect((await client.fetch(direct, { method: 'HEAD' })).status).toBe(200);
  });

  test('a deletion does not touch a download that has begun', async () => {
    const second = await makeBackup(session);
    const { response, first } = await openSlowly(second);
    const { status } = await session.request('DELETE', `/backup/backups/${second.id}`);
    expect(status).toBe(200);
    const hash = createHash('sha256').update(first);
    for await (const chunk of response as AsyncIterable<Buffer>) hash.update(chunk);
    expect(hash.digest('hex')).toBe(second.sha256);
    expect((await client.fetch(`/backup/backups/${second.id}/download`)).status).toBe(404);
    await untilClosed();
  });

  /** A download of which only the beginning has been taken; the rest is far more than waits in between. */
  async function openSlowly({ id } = backup): Promise<{
    response: IncomingMessage;
    first: Buffer;
  }> {
    const response = await rawRequest({
      ...{ port: server.port, method: 'GET', path: `/backup/backups/${id}/download` },
      headers: { Authorization: `Bearer ${client.token!}` },
    });
    await once(response, 'readable');
    const first = response.read() as Buffer;
    expect(bytes.length).toBeGreaterThan(20 * 1024 ** 2);
    return { response, first };
  }

  /** The server's process has no archive open any more. */
  async function untilClosed(): Promise<void> {
    const deadline = Date.now() + 5_000;
    for (;;) {
      const open = await openFiles(server.pid);
      const archives = open.filter((name) => name.startsWith(site.backupsDir));
      if (archives.length === 0) return;
      if (Date.now() > deadline) throw new Error(`Still open: ${archives.join(', ')}`);
      await wait(20);
    }
  }
});

async function openFiles(pid: number): Promise<string[]> {
  const folder = `/proc/${String(pid)}/fd`;
  const names = await readdir(folder);
  // One may be closed between being listed and being looked at.
  return Promise.all(names.map((name) => readlink(path.join(folder, name)).catch(() => '')));
}

function hashOf(url: string): string {
  return createHash('sha256').update(url.split('/').at(-1)!).digest('hex');
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (each) =>
    each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase(),
  );
}
