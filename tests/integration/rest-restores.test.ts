import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Backup } from '../../server/src/contracts/backups';
import {
  restoreListAnswerSchema,
  restorePlanSchema,
  restoreSchema,
  restoreStartedSchema,
  restoreStatusAnswerSchema,
  type Restore,
  type RestoreStatusAnswer,
} from '../../server/src/contracts/restores';
import { OWN_TABLES } from '../../server/src/database/own-tables';
import { SUPER_ADMIN, adminClient, signIn, type AdminClient } from '../support/admin-client';
import { makeBackup, untilIdle } from '../support/make-backup';
import { pauseJobs, type PausedJobs } from '../support/pause-jobs';
import { refusalOf, type Refusal } from '../support/refusal';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const HOUR_MS = 3_600_000;
const { password } = SUPER_ADMIN;

const restoreAnswerSchema = z.object({ data: restoreSchema.strict() });
const startedSchema = z.object({
  data: restoreStartedSchema.shape.data.strict(),
});

describe('restores over REST', () => {
  let site: Site;
  let server: RunningServer;
  let session: AdminClient;
  let client: AdminClient;
  let anonymous: AdminClient;
  let paused: PausedJobs;
  let backup: Backup;

  beforeAll(async () => {
    site = await createSite({ name: 'restores', seed: true });
    paused = await pauseJobs('restore.swap.replaced');
    server = await startServer(site, { env: paused.env });
    session = await signIn(server);
    const names = ['read', 'create', 'restore'].map((name) => `plugin::backup.${name}`);
    // Made before the backup: it is in it, and opens the site again after a restore.
    client = adminClient(server, await session.createAdminToken(names));
    anonymous = adminClient(server, null);
    backup = await makeBackup(client);
  });

  async function refusal(
    method: string,
    url: string,
    body?: unknown,
    by = client,
  ): Promise<Refusal> {
    return refusalOf(await by.request(method, url, body === undefined ? {} : { body }));
  }

  async function status(token: string): Promise<RestoreStatusAnswer['data']> {
    const { body } = await anonymous.request('GET', '/backup/restore-status', {
      headers: { 'X-Restore-Token': token },
      parse: (answer: unknown) => restoreStatusAnswerSchema.parse(answer).data,
    });
    return body;
  }

  async function getRestore(id: string): Promise<Restore> {
    const { body } = await client.request('GET', `/backup/restores/${id}`, {
      parse: (answer) => restoreAnswerSchema.parse(answer).data,
    });
    return body;
  }

  test('a plan: what would change, without touching anything', async () => {
    const plan = async (body: object) => {
      const answer = await client.request('POST', '/backup/restores/plan', {
        body: { backupId: backup.id, ...body },
        parse: (given: unknown) => z.object({ data: restorePlanSchema }).parse(given).data,
      });
      return answer.body;
    };
    const whole = await plan({});
    expect(whole.checks.map(({ level }) => level)).not.toContain('red');
    // The plugin's own tables stay, and nobody stays signed in.
    const { rows = 0, tables = 0, entries = {} } = backup.counts ?? {};
    expect(whole).toMatchObject({
      rows: rows - (entries['admin::session'] ?? 0),
      tables: tables - OWN_TABLES.length,
    });
    const media = await plan({ components: ['media'] });
    expect(media).toMatchObject({ rows: 0, mediaFiles: backup.counts?.mediaFiles });
    const { body } = await client.request('GET', '/backup/restores');
    expect(body).toMatchObject({ data: [], meta: { pagination: { total: 0 } } });
  });

  test('cancelled before the swap, nothing has changed', async () => {
    const begun = await start(client, '/backup/restores', { backupId: backup.id });
    const other = await refusal('POST', `/backup/backups/${backup.id}/cancel`);
    expect(other).toMatchObject({ code: 'NOT_CANCELLABLE' });
    const url = `/backup/restores/${begun.id}/cancel`;
    expect((await client.request('POST', url)).status).toBe(202);
    await untilIdle(client);
    expect(await getRestore(begun.id)).toMatchObject({ status: 'cancelled', canUndo: false });
    expect(await status(begun.statusToken)).toMatchObject({
      ...{ status: 'cancelled', undo: false, gate: 'open', error: { code: 'CANCELLED' } },
    });
    expect(await refusal('POST', url)).toMatchObject({ code: 'NOT_CANCELLABLE' });
    for (const act of ['undo', 'confirm']) {
      const answer = await refusal('POST', `/backup/restores/${begun.id}/${act}`);
      expect(answer).toMatchObject({ status: 409, code: 'NOT_UNDOABLE' });
    }
    expect((await session.request('GET', '/admin/users/me')).status).toBe(200);
  });

  test('while the swap has the database, the token still tells how it is going', async () => {
    await paused.hold();
    const body = { backupId: backup.id, acknowledge: backup.name, password };
    const begun = await start(session, '/backup/restores', body);
    expect(begun).toMatchObject({ status: 'running', backupName: backup.name, canUndo: false });
    await paused.reached();

    const asked = Date.now();
    const seen = await status(begun.statusToken);
    expect(Date.now() - asked).toBeLessThan(1_000);
    expect(seen).toMatchObject({ id: begun.id, status: 'running', undo: false, gate: 'closed' });
    expect(seen.progress).toMatchObject({ step: 'swap' });
    expect(seen.progress?.percent).toBeGreaterThan(50);
    const unknown = { headers: { 'X-Restore-Token': 'A'.repeat(43) } };
    const stranger = await anonymous.request('GET', '/Backup/Restore-Status/', unknown);
    expect(stranger.status).toBe(401);
    for (const [method, url] of [
      ['GET', '/backup/restores'],
      ['POST', `/backup/restores/${begun.id}/cancel`],
    ] as const) {
      expect(await refusal(method, url)).toMatchObject({ code: 'RESTORE_IN_PROGRESS' });
    }
    await paused.release();
    await untilEnd(begun.statusToken);

    const done = await status(begun.statusToken);
    expect(done).toMatchObject({
      ...{ status: 'completed', undo: false, gate: 'open', progress: null, error: null },
      result: { rows: expect.any(Number) as unknown, restartRequired: false },
    });
    expect((await session.request('GET', '/backup/restores')).status).toBe(401);
    expect(await getRestore(begun.id)).toMatchObject({
      ...{ status: 'completed', progress: 100, step: null, canUndo: true, error: null },
      actor: { email: SUPER_ADMIN.email },
    });
    const { body: page } = await client.request('GET', '/backup/restores?status=completed&q=full', {
      parse: (answer) => restoreListAnswerSchema.parse(answer),
    });
    expect(page.data.map(({ id }) => id)).toEqual([begun.id]);
    expect(JSON.stringify(page)).not.toMatch(/statusTokenHash|"kept":/);
    const log = await client.fetch(`/backup/restores/${begun.id}/log?download=true`);
    expect(await log.text()).toContain('Step swap begins');

    const [late, early] = [-25 * HOUR_MS, -23 * HOUR_MS];
    for (const [by, expected] of [
      [late, 401],
      [early, 200],
    ] as const) {
      await setEnd(begun.id, Date.parse(done.finishedAt!) + by);
      const answer = await anonymous.request('GET', '/backup/restore-status', {
        headers: { 'X-Restore-Token': begun.statusToken },
      });
      expect(answer.status).toBe(expected);
    }
  });

  test('undo: with the password, under a token of its own; then confirmed', async () => {
    const { id } = (await completed())[0]!;
    const url = `/backup/restores/${id}`;
    session = await signIn(server, SUPER_ADMIN, { again: true });
    expect(await refusal('POST', `${url}/undo`, {}, session)).toMatchObject({
      code: 'PASSWORD_REQUIRED',
    });
    expect(await refusal('POST', `${url}/undo`, { file: 'x' })).toMatchObject({ field: 'file' });
    const begun = await start(session, `${url}/undo`, { password, safetyBackup: false });
    expect(await status(begun.statusToken)).toMatchObject({ id, undo: true });
    await untilEnd(begun.statusToken);
    expect(await status(begun.statusToken)).toMatchObject({
      ...{ id, status: 'completed', undo: true, gate: 'open', error: null },
    });
    expect(await getRestore(id)).toMatchObject({
      ...{ status: 'completed', canUndo: false, undoneAt: expect.any(String) as unknown },
    });
    expect(await refusal('POST', `${url}/undo`)).toMatchObject({ code: 'NOT_UNDOABLE' });

    const confirmed = await client.request('POST', `${url}/confirm`, {
      parse: (answer) => restoreAnswerSchema.parse(answer).data,
    });
    expect(confirmed.body).toMatchObject({ keptUntil: null, canUndo: false });
    expect(confirmed.body.confirmedAt).not.toBeNull();
    expect(await refusal('POST', `${url}/confirm`)).toMatchObject({ code: 'NOT_UNDOABLE' });
  });

  test('the audit trail has each of these acts', async () => {
    const acts = await site.database.query(
      "SELECT action FROM backup_vault_audit WHERE action LIKE 'restore.%' ORDER BY at",
    );
    expect(acts.map(({ action }) => action)).toEqual([
      ...['restore.start', 'restore.cancel', 'restore.start', 'restore.undo', 'restore.confirm'],
    ]);
  });

  test('the password: asked of a session, not of a token, and not to be guessed', async () => {
    session = await signIn(server, SUPER_ADMIN, { again: true });
    const url = '/backup/restores';
    // Past the password comes the refusal of what does not go together, so nothing is restored.
    const body = { backupId: backup.id, mode: 'preserve', safetyBackup: false };
    const past = { code: 'INVALID_INPUT', field: 'safetyBackup' };
    const told = (given: unknown) => refusal('POST', url, { ...body, password: given }, session);

    expect(await refusal('POST', url, body)).toMatchObject(past);
    expect(await told(undefined)).toMatchObject({ code: 'PASSWORD_REQUIRED', field: 'password' });
    expect(await told('')).toMatchObject({ code: 'PASSWORD_REQUIRED' });
    expect(await told(5)).toMatchObject({ code: 'INVALID_INPUT', field: 'password' });
    expect(await told(password)).toMatchObject(past);
    expect(await told('wrong')).toMatchObject({ code: 'PASSWORD_WRONG', status: 403 });
    expect(await told(password)).toMatchObject(past);

    // Twenty at once: no more than five are compared.
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => told(`guess ${String(index)}`)),
    );
    const count = (code: string): number => guesses.filter((each) => each.code === code).length;
    expect([count('PASSWORD_WRONG'), count('RATE_LIMITED')]).toEqual([5, 15]);
    const late = await session.request('POST', url, { body: { ...body, password } });
    expect(refusalOf(late)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(200);
    expect(JSON.stringify(late.body)).not.toContain(password);
    expect(server.log()).not.toContain(password);
  });

  test('the status of a restore: only with its token', async () => {
    const tokens = ['', 'x', 'a'.repeat(24), 'A'.repeat(43), "' OR 1=1 --", 't'.repeat(8_000)];
    for (const token of tokens) {
      const answer = await anonymous.request('GET', '/backup/restore-status', {
        headers: token === '' ? {} : { 'X-Restore-Token': token },
      });
      expect(refusalOf(answer)).toMatchObject({ status: 401, code: 'UNKNOWN_TOKEN' });
    }
    const asked = await anonymous.request('GET', `/backup/restore-status?token=${'A'.repeat(43)}`);
    expect(asked.status).toBe(401);
  });

  async function start(by: AdminClient, url: string, body: object) {
    const answer = await by.request('POST', url, { body });
    if (answer.status !== 202) throw new Error(`Not started: ${JSON.stringify(answer.body)}`);
    return startedSchema.parse(answer.body).data;
  }

  async function completed(): Promise<Restore[]> {
    const { body } = await client.request('GET', '/backup/restores?status=completed', {
      parse: (answer) => restoreListAnswerSchema.parse(answer),
    });
    return body.data;
  }

  /** By the token alone, as somebody must whose session has ended with the old data. */
  async function untilEnd(token: string): Promise<void> {
    while ((await status(token)).status === 'running') await wait(50);
  }

  function setEnd(id: string, finishedAt: number): Promise<void> {
    const sql = 'UPDATE backup_vault_restores SET finished_at = ? WHERE document_id = ?';
    return site.database.run(sql, new Date(finishedAt), id);
  }
});
