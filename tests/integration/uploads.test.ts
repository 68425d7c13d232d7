import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { restoreStartedSchema } from '../../server/src/contracts/restores';
import { uploadListAnswerSchema } from '../../server/src/contracts/uploads';
import type { Backup } from '../../server/src/contracts/backups';
import { adminClient, signIn, SUPER_ADMIN, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { refusalOf } from '../support/refusal';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { createUpload, getUpload, idOfUpload, offsetOf, sendPart } from '../support/upload-archive';

const UPLOAD_MAX = 64 * 1024 ** 2;
const FORM = '/backup/restores/upload-and-restore';

describe('archives that are uploaded', () => {
  let site: Site;
  let server: RunningServer;
  let session: AdminClient;
  let admin: AdminClient;
  let token: string;
  let client: BackupClient;
  let backup: Backup;
  let archive: Buffer;
  let temporary: string;

  const start = async () => {
    server = await startServer(site, {
      env: {
        TMPDIR: temporary,
        BACKUP_CONFIG: JSON.stringify({ maxUploadSize: UPLOAD_MAX, minFreeDisk: 16 * 1024 ** 2 }),
      },
    });
    admin = adminClient(server, token);
    client = backupClient(admin);
  };

  beforeAll(async () => {
    site = await createSite({ name: 'uploads', seed: { scale: 0.1 } });
    temporary = path.join(site.dir, 'temporary');
    await mkdir(temporary);
    await start();
    session = await signIn(server);
    token = await session.createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
    backup = await client.finished((await client.create({ name: 'To be sent' })).id);
    archive = await readFile(path.join(site.backupsDir, backup.fileName!));
    await client.delete(backup.id, true);
  });

  /** Bytes of uploads on the disk; verdicts are not counted. */
  const bytesKept = async () =>
    (await readdir(path.join(site.backupsDir, '.uploads'))).filter((name) => !name.includes('.'));

  const refused = async (answer: Response) =>
    refusalOf({ status: answer.status, body: JSON.parse(await answer.text()) as unknown });

  test('an upload that is cut, and meets a restart, goes on where it was, and is a backup', async () => {
    const id = await idOfUpload(await createUpload(admin, archive.length, 'from-elsewhere.tar.gz'));
    const third = Math.ceil(archive.length / 3);
    expect((await sendPart(admin, id, 0, archive.subarray(0, third))).status).toBe(204);
    expect(await offsetOf(admin, id)).toBe(third);
    await cutInTheMiddle(server, token, id, third, archive.subarray(third, 2 * third));
    const kept = await untilStill(() => offsetOf(admin, id));
    expect(kept).toBeGreaterThanOrEqual(third);
    expect(kept).toBeLessThan(2 * third);

    expect(await server.stop()).toEqual({ code: 0, signal: null });
    await start();
    expect(await offsetOf(admin, id)).toBe(kept);
    expect(await getUpload(admin, id)).toMatchObject({
      fileName: 'from-elsewhere.tar.gz',
      size: archive.length,
      received: kept,
      state: 'receiving',
    });
    expect((await sendPart(admin, id, kept, archive.subarray(kept))).status).toBe(204);
    expect(await client.uploaded(id)).toMatchObject({
      state: 'completed',
      backupId: backup.id,
      error: null,
    });

    const found = await client.get(backup.id);
    expect(found).toMatchObject({
      name: 'To be sent',
      type: 'full',
      status: 'completed',
      origin: 'upload',
      verification: 'verified',
      size: archive.length,
      sha256: backup.sha256,
      counts: backup.counts,
      fileName: backup.fileName,
    });
    expect(found.actor?.email).toBe(SUPER_ADMIN.email);
    const placed = path.join(site.backupsDir, backup.fileName!);
    expect((await readFile(placed)).equals(archive)).toBe(true);
    expect(await bytesKept()).toEqual([]);
    // Its sidecar is believed as that of every backup: for a plan, and when the catalog is lost.
    const planned = await admin.request('POST', '/backup/restores/plan', {
      body: { backupId: backup.id },
    });
    expect(planned.status).toBe(200);
    await site.database.run('DELETE FROM backup_vault_records');
    expect(await client.rescan()).toMatchObject({ adopted: 1, invalid: [] });
    expect(await client.get(backup.id)).toMatchObject({ name: 'To be sent', size: archive.length });
  });

  test('the same archive again is said to be there already', async () => {
    const id = await client.upload(archive);
    const { state, error } = await client.uploaded(id);
    expect([state, error?.code]).toEqual(['refused', 'ALREADY_LISTED']);
    expect(error?.message).toContain('To be sent');
    expect(await bytesKept()).toEqual([]);
    const { body } = await admin.request('GET', '/backup/uploads', {
      parse: (answer) => uploadListAnswerSchema.parse(answer),
    });
    expect(body.data.map((upload) => upload.state)).toEqual(['refused', 'completed']);
  });

  test('what has ended its readers several times is refused, and not read again', async () => {
    const id = await idOfUpload(await createUpload(admin, archive.length));
    await writeFile(path.join(site.backupsDir, '.uploads', `${id}.attempts`), '3');
    expect((await sendPart(admin, id, 0, archive)).status).toBe(204);
    expect(await client.uploaded(id)).toMatchObject({
      state: 'refused',
      error: {
        code: 'UPLOAD_REFUSED',
        message: expect.stringContaining('several times') as string,
      },
    });
    expect(await bytesKept()).toEqual([]);
    expect(await readdir(path.join(site.backupsDir, '.uploads'))).not.toContain(`${id}.attempts`);
    await admin.fetch(`/backup/uploads/${id}`, { method: 'DELETE' });
  });

  test('what is no archive, or a damaged one, is refused by name and not kept', async () => {
    const damaged = Buffer.from(archive);
    damaged[Math.floor(damaged.length / 2)]! ^= 1;
    for (const content of [Buffer.from('no archive at all'), damaged, archive.subarray(0, -600)]) {
      const { state, error } = await client.uploaded(await client.upload(content));
      expect(state).toBe('refused');
      expect(error?.code).toMatch(/^ARCHIVE_(CORRUPT|TRUNCATED)$/);
    }
    expect(await bytesKept()).toEqual([]);
    expect(await client.list()).toHaveLength(1);
  });

  test('parts that do not fit are refused, and nothing is lost', async () => {
    const id = await idOfUpload(await createUpload(admin, 1000));
    expect(await refused(await sendPart(admin, id, 10, Buffer.alloc(10)))).toMatchObject({
      code: 'UPLOAD_OUT_OF_STEP',
    });
    expect(await refused(await sendPart(admin, id, 0, Buffer.alloc(1001)))).toMatchObject({
      code: 'UPLOAD_TOO_LARGE',
    });
    expect(await offsetOf(admin, id)).toBe(0);
    const other = await sendPart(admin, 'x'.repeat(24), 0, Buffer.alloc(10));
    expect(await refused(other)).toMatchObject({ code: 'UNKNOWN_UPLOAD' });
    for (const length of ['0', '']) {
      const headers = { 'Tus-Resumable': '1.0.0', ...(length && { 'Upload-Length': length }) };
      const answer = await admin.fetch('/backup/uploads', { method: 'POST', headers });
      expect((await refused(answer)).code).toBe('UPLOAD_REFUSED');
    }
    const tooLarge = await createUpload(admin, UPLOAD_MAX + 1);
    expect(await refused(tooLarge)).toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    expect((await admin.fetch(`/backup/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
    const gone = await admin.request('GET', `/backup/uploads/${id}`);
    expect(refusalOf(gone)).toMatchObject({ code: 'UNKNOWN_UPLOAD' });
    expect(await bytesKept()).toEqual([]);
  });

  test('an upload that is complete waits for the job that runs', async () => {
    const other = await client.create({ type: 'media', name: 'Runs meanwhile' });
    const { id: old } = backup;
    await client.finished(other.id);
    await client.delete(old, true);
    const [begun, id] = [await client.create(), await client.upload(archive)];
    expect((await client.finished(begun.id)).status).toBe('completed');
    expect((await client.uploaded(id)).backupId).toBe(old);
    for (const { id: each } of await client.list()) if (each !== old) await client.delete(each);
  });

  test('a form, however its path is spelled, leaves no byte before it is known who sends it', async () => {
    const before = await readdir(temporary);
    for (const spelled of [
      FORM,
      FORM.toUpperCase(),
      `${FORM}/`,
      `${FORM}?a=b`,
      '//backup//restores///upload-and-restore',
      '/Backup/Restores/Upload-And-Restore/?x',
    ]) {
      for (const who of ['none', 'a'.repeat(64)]) {
        const anonymous = adminClient(server, who === 'none' ? null : who);
        const sent = await anonymous.fetch(spelled, { method: 'POST', body: formOf(archive) });
        expect([spelled, sent.status]).toEqual([spelled, 401]);
      }
    }
    expect(await readdir(temporary)).toEqual(before);
    expect(await bytesKept()).toEqual([]);
  });

  test('a form without an archive, too large a one, wrong fields: refused, nothing is kept', async () => {
    const send = async (body: FormData | string) =>
      refusalOf(await admin.request('POST', FORM, { body }));
    expect(await send('{}')).toMatchObject({ code: 'UPLOAD_REFUSED' });
    expect(await send(new FormData())).toMatchObject({ code: 'UPLOAD_REFUSED' });
    expect(await send(formOf(Buffer.alloc(UPLOAD_MAX + 100)))).toMatchObject({
      code: 'UPLOAD_TOO_LARGE',
    });
    expect(await send(formOf(archive, { components: 'everything' }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'components.0',
    });
    expect(await send(formOf(archive, { unknown: 'x' }))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await send(formOf(Buffer.from('nothing')))).toMatchObject({
      code: expect.stringMatching(/^ARCHIVE_/) as string,
    });
    expect(await bytesKept()).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('a form restores an archive in one request; a session needs its password', async () => {
    await client.delete(backup.id, true);
    const [title] = await site.database.query('SELECT title FROM articles ORDER BY id');
    const changed = new Date();
    await site.database.run('UPDATE articles SET title = ?', changed.toISOString());
    session = await signIn(server, SUPER_ADMIN, { again: true });
    for (const [password, code] of [
      [undefined, 'PASSWORD_REQUIRED'],
      ['wrong', 'PASSWORD_WRONG'],
    ] as const) {
      const body = formOf(archive, password === undefined ? {} : { password });
      expect(refusalOf(await session.request('POST', FORM, { body }))).toMatchObject({ code });
    }
    expect(await client.list()).toEqual([]);
    const { password } = SUPER_ADMIN;
    const body = formOf(archive, {
      components: 'database, media',
      safetyBackup: 'false',
      password,
    });
    const answer = await session.request('POST', FORM, { body });
    expect(answer.status).toBe(202);
    const { data } = restoreStartedSchema.parse(answer.body);
    expect(data).toMatchObject({ source: 'upload', components: ['database', 'media'] });
    const ended = await client.restoreEnded(data.statusToken);
    expect(ended).toMatchObject({ status: 'completed', error: null });
    const [after] = await site.database.query('SELECT title FROM articles ORDER BY id');
    expect(after).toEqual(title);
  });
});

function formOf(archive: Buffer, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(archive)]), 'archive.tar.gz');
  return form;
}

/** Sends half of a part and hangs up. */
async function cutInTheMiddle(
  server: RunningServer,
  token: string,
  id: string,
  offset: number,
  bytes: Buffer,
): Promise<void> {
  const sent = request({
    host: '127.0.0.1',
    port: server.port,
    method: 'PATCH',
    path: `/backup/uploads/${id}`,
    headers: {
      Authorization: `Bearer ${token}`,
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': String(bytes.length),
    },
  });
  sent.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    sent.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      resolve();
    });
  });
  sent.destroy();
}

/** The server notices by and by that nobody is there any more. */
async function untilStill(ask: () => Promise<number>): Promise<number> {
  let last = -1;
  for (;;) {
    const now = await ask();
    if (now === last) return now;
    last = now;
    await wait(300);
  }
}
