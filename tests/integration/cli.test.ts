import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { auditListAnswerSchema } from '../../server/src/contracts/audit';
import { backupSchema, logLineSchema, type Backup } from '../../server/src/contracts/backups';
import { healthSchema } from '../../server/src/contracts/health';
import { restoreSchema } from '../../server/src/contracts/restores';
import { scheduleAnswerSchema } from '../../server/src/contracts/schedules';
import {
  RECORDS_TABLE,
  RESTORES_TABLE,
  SCHEDULES_TABLE,
} from '../../server/src/database/own-tables';
import type { PausePoint } from '../../server/src/pause-points';
import { damageSite } from '../crash/damage-site';
import { damaged } from '../crash/damaged';
import { leftovers } from '../crash/leftovers';
import { createScene, SHORT_LEASE, type Scene } from '../crash/scene';
import { siteAnswers } from '../crash/site-answers';
import { differences, siteState, type SiteState } from '../crash/site-state';
import { makePauseFolder, pauseEnv, pauseJobs } from '../support/pause-jobs';
import { endClis, runCli, startCli, type CliEnd, type CliOptions } from '../support/run-cli';
import type { Site } from '../support/site';

/** As the servers of the scene are configured. */
const CONFIG = { lease: SHORT_LEASE, minFreeDisk: 16 * 1024 ** 2, compression: 'none' };
const KEPT_PICTURES = 12;
const DEADLINE_MS = 30_000;

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string().min(20) }),
});

/** One site for all: starts of Strapi are most of what tests take. The order of the tests matters. */
describe('strapi-backup', () => {
  let scene: Scene;
  let site: Site;
  let pauses: string;

  beforeAll(async () => {
    scene = await createScene('cli', keepFewPictures);
    ({ site } = scene);
    pauses = await makePauseFolder();
  }, 120_000);
  afterEach(endClis);

  const options = (more: CliOptions = {}): CliOptions => ({
    ...more,
    env: { BACKUP_CONFIG: JSON.stringify(CONFIG), ...pauseEnv(pauses), ...more.env },
  });
  /** Everything that was said to anybody. */
  const said: string[] = [];
  const cli = async (...args: string[]): Promise<CliEnd> => {
    const end = await runCli(site, args, options());
    said.push(end.stdout, end.stderr);
    return end;
  };
  const start = (...args: string[]) => startCli(site, args, options());
  const state = (): Promise<SiteState> => siteState(site);

  /** What a command gives to a script. */
  async function json<T>(schema: z.ZodType<T>, ...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await cli(...args, '--json');
    if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${stdout} ${stderr}`);
    return z.object({ data: schema, meta: z.object() }).parse(JSON.parse(stdout)).data;
  }

  /** How it refuses, told to a script. */
  async function refused(...args: string[]): Promise<{ code: number | null; error: string }> {
    const { code, stdout } = await cli(...args, '--json');
    return { code, error: errorSchema.parse(JSON.parse(stdout)).error.code };
  }

  const backups = (): Promise<Backup[]> => json(z.array(backupSchema), 'list');

  describe('with Strapi stopped', () => {
    let made: Backup;
    let damage: SiteState;

    test('makes a backup, and shows it', async () => {
      const text = await cli('create', '--name', 'By hand', '--note', 'why', '--pin');
      expect(text).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('“By hand”') as string,
      });
      // Lines, where nobody watches; and none of Strapi's own.
      expect(text.stderr).toMatch(/^ *0 % {2}Looking at what there is\n/);
      expect(text.stderr).not.toMatch(/strapi is|deprecat|\[\d\d:/i);
      made = (await backups())[0]!;
      expect(made).toMatchObject({
        ...{ name: 'By hand', note: 'why', pinned: true, type: 'full' },
        ...{ origin: 'cli', status: 'completed', verification: 'verified' },
        actor: {
          id: null,
          email: null,
          name: expect.stringMatching(/ \(command line\)$/) as string,
        },
        // As a running Strapi would have counted it.
        counts: scene.good.counts,
      });
      const log = await json(z.array(logLineSchema), 'show', made.id.slice(0, 8), '--log');
      expect(log.map(({ text: line }) => line)).toContain('Step snapshot begins.');
    });

    test('brings a backup back, undoes that, and lets the replaced data go', async () => {
      const before = await damaged(scene);
      const [dry, unasked] = await Promise.all([
        json(
          z.object({ checks: z.array(z.object({ level: z.string() })) }),
          ...['restore', scene.good.id, '--dry-run'],
        ),
        // Nobody is there to be asked, and nobody has said yes.
        refused('restore', scene.good.id),
      ]);
      expect(dry.checks.map(({ level }) => level)).not.toContain('red');
      expect(unasked).toEqual({ code: 64, error: 'INVALID_INPUT' });

      const text = await cli('restore', scene.good.id, '--yes');
      expect(text).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Start Strapi now') as string,
      });
      expect(text.stderr).toMatch(/green .*\n[^]*Swapping the data/);
      expect(differences(await state(), scene.goodState)).toEqual([]);

      const undone = await json(restoreSchema, 'undo', '--yes', '--no-safety-backup');
      expect(undone).toMatchObject({ backupId: scene.good.id, mode: 'replace', canUndo: false });
      damage = await state();
      expect(differences(damage, before.state)).toEqual([]);
      expect(await json(restoreSchema, 'confirm', undone.id)).toMatchObject({ keptUntil: null });
      expect(await leftovers(site)).toEqual([]);
    });

    test('Ctrl-C in a backup and in a restore leaves nothing behind', async () => {
      for (const { place, args } of [
        { place: 'backup.archive.media', args: ['create', '--quiet'] },
        { place: 'restore.stage-media.half', args: ['restore', made.id, '--yes', '--json'] },
      ] satisfies { place: PausePoint; args: string[] }[]) {
        const pause = await pauseJobs(place, pauses);
        await pause.hold();
        const command = start(...args);
        await pause.reached();
        command.child.kill('SIGINT');
        const { code, stdout } = await command.ended;
        await pause.release();
        expect({ place, code }).toEqual({ place, code: 130 });
        if (args.includes('--json'))
          expect(errorSchema.parse(JSON.parse(stdout)).error.code).toBe('CANCELLED');
        else expect(stdout).toBe('');
        expect(await leftovers(site)).toEqual([]);
      }
      expect(differences(await state(), damage)).toEqual([]);
      for (const table of [RECORDS_TABLE, RESTORES_TABLE]) {
        const rows = await site.database.query(
          `SELECT id FROM ${table} WHERE status = 'cancelled'`,
        );
        expect(rows).toHaveLength(1);
      }
    });

    test('one job at a time: the second one is told which', async () => {
      const pause = await pauseJobs('backup.archive.database', pauses);
      await pause.hold();
      const first = start('create', '--name', 'The first', '--type', 'database', '--no-compress');
      await pause.reached();
      expect(await cli('delete', made.id)).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/“The first”.* \(JOB_RUNNING\)\n$/) as string,
      });
      await pause.release();
      expect(await first.ended).toMatchObject({ code: 0 });
    });

    test('an archive from elsewhere is taken in, and brought back', async () => {
      const archive = path.join(site.dir, 'from elsewhere.tar.gz');
      const copied = await json(
        z.object({ file: z.string(), sha256: z.string() }),
        ...['download', made.id, '--output', archive],
      );
      expect(copied).toMatchObject({ file: archive, sha256: made.sha256 });
      expect((await cli('delete', made.id)).code).toBe(0);
      await damageSite(site, scene.newMark());

      const back = await json(
        restoreSchema,
        ...['restore', 'from elsewhere.tar.gz', '--yes', '--no-safety-backup'],
      );
      expect(back).toMatchObject({ backupId: made.id, source: 'file', status: 'completed' });
      // It was made of what the site had been before it was damaged for the first time.
      expect(differences(await state(), scene.goodState)).toEqual([]);
      await json(restoreSchema, 'confirm');
      await writeFile(archive, 'no archive');
      expect(await refused('restore', archive, '--yes')).toMatchObject({ code: 1 });
      await rm(archive);
      expect(await leftovers(site)).toEqual([]);
    });

    test('a damaged archive is found, and makes the site unhealthy', async () => {
      const newest = (await backups()).find(({ name }) => name === 'The first');
      const file = path.join(site.backupsDir, newest!.fileName!);
      await truncate(file, newest!.size! - 1000);
      expect(await refused('verify', newest!.id)).toEqual({ code: 1, error: 'ARCHIVE_TRUNCATED' });
      const unhealthy = await cli('health');
      expect(unhealthy).toMatchObject({
        code: 2,
        stdout: expect.stringMatching(/unhealthy.*\n.*damaged/) as string,
      });
      const plan = z.object({ deleted: z.array(z.object()), bytes: z.number() });
      const [deleted, cleaned, rescanned, tested, due] = [
        await cli('delete', newest!.id, '--json'),
        await json(plan, 'cleanup'),
        await json(z.object({ adopted: z.number() }), 'rescan'),
        await json(z.object({ checks: z.array(z.object({ level: z.string() })) }), 'setup'),
        await json(z.array(backupSchema), 'run-schedules'),
      ];
      expect(deleted.code).toBe(0);
      expect(cleaned.deleted).toEqual([]);
      expect(rescanned.adopted).toBe(0);
      expect(tested.checks.length).toBeGreaterThan(4);
      expect(due).toEqual([]);
    });

    test('a wrong command line, and a wrong folder, are told apart from failures', async () => {
      const elsewhere = path.join(site.dir, '.backups');
      const wrong = [['creat'], [], ['create', '--level', '12', '--json']];
      const ended = await Promise.all(wrong.map((args) => cli(...args)));
      expect(ended.map(({ code }) => code)).toEqual([64, 64, 64]);
      expect(ended[0]?.stderr).toMatch(/^Error: Unknown command 'creat' \(Did you mean create\?\)/);
      expect(errorSchema.parse(JSON.parse(ended[2]!.stdout)).error.code).toBe('INVALID_INPUT');
      const [unknown, folder, mode, version, script] = await Promise.all([
        refused('show', 'nosuchbackup'),
        refused('list', '--app-dir', elsewhere),
        refused('restore', made.id, '--mode', 'preserve'),
        cli('--version'),
        cli('completion', 'bash', '--json'),
      ]);
      expect(unknown).toEqual({ code: 1, error: 'UNKNOWN_BACKUP' });
      expect(folder).toEqual({ code: 1, error: 'APP_NOT_FOUND' });
      expect(mode).toEqual({ code: 1, error: 'INVALID_INPUT' });
      expect(version).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
      });
      expect(JSON.parse(script.stdout)).toMatchObject({ data: { program: 'bash' } });
    });
  });

  test('beside a running Strapi: backups and schedules as one, restores through Strapi alone', async () => {
    const server = await scene.start({ config: { tickSeconds: 1 } });
    // What the command line has brought back.
    await siteAnswers(server, scene.newMark());
    const admin = scene.admin(server);
    const client = scene.client(server);

    const body = {
      name: 'Nightly',
      type: 'database',
      frequency: 'daily',
      time: '03:30',
      zone: 'UTC',
    };
    const answer = await admin.request('POST', '/backup/schedules', { body });
    const schedule = scheduleAnswerSchema.parse(answer.body).data;
    const [created, restoring] = await Promise.all([
      json(backupSchema, 'create', '--type', 'database'),
      refused('restore', scene.good.id, '--yes'),
    ]);
    const [undoing, healthy] = await Promise.all([
      refused('undo', '--yes'),
      json(healthSchema, 'health'),
    ]);
    expect(healthy.newest.database).toBe(created.createdAt);
    expect(restoring).toEqual({ code: 1, error: 'SITE_RUNNING' });
    expect(undoing).toEqual({ code: 1, error: 'SITE_RUNNING' });
    expect(await client.get(created.id)).toEqual(created);

    await site.database.run(
      `UPDATE ${SCHEDULES_TABLE} SET next_run_at = ? WHERE document_id = ?`,
      ...[new Date(Date.now() - 1000), schedule.id],
    );
    // Strapi looks each second: one of the two makes it.
    expect([0, 3]).toContain((await cli('run-schedules')).code);
    await until(async () => {
      const all = await client.list();
      return all.some((each) => each.schedule === schedule.id && each.status === 'completed');
    });
    await client.idle();
    const scheduled = (await client.list()).filter((each) => each.schedule === schedule.id);
    expect(scheduled).toHaveLength(1);

    const { body: audit } = await admin.request('GET', '/backup/audit?pageSize=100', {
      parse: (trail) => auditListAnswerSchema.parse(trail),
    });
    const noted = audit.data.filter(({ origin }) => origin === 'command line');
    const byHand = [
      'backup.create',
      'backup.verify',
      'backup.delete',
      'backup.rescan',
      'backup.download',
    ];
    const restored = [
      'restore.start',
      'restore.undo',
      'restore.confirm',
      'upload.create',
      'cleanup',
    ];
    expect(new Set(noted.map(({ action }) => action))).toEqual(new Set([...byHand, ...restored]));
    expect(await readdir(path.join(site.backupsDir, '.staging'))).toEqual([]);
    await server.stop();
  });

  test('no secret was told', () => {
    const password = site.database.env['DATABASE_PASSWORD'] ?? 'demo-only-';
    expect(said.length).toBeGreaterThan(50);
    expect(said.filter((text) => text.includes(password) || text.includes('demo-only-'))).toEqual(
      [],
    );
  });
});

async function keepFewPictures({ uploadsDir }: Site): Promise<void> {
  const pictures = (await readdir(uploadsDir)).filter((name) => name.endsWith('.jpg')).sort();
  await Promise.all(pictures.slice(KEPT_PICTURES).map((name) => rm(path.join(uploadsDir, name))));
}

async function until(is: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await is())) {
    if (Date.now() > deadline) throw new Error('Waited in vain.');
    await wait(100);
  }
}
