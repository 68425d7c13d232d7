import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { z } from 'zod';
import {
  backupListAnswerSchema,
  rescanResultSchema,
  type Backup,
  type CreateBackup,
} from '../../server/src/contracts/backups';
import { OWN_TABLES, SESSIONS_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn } from '../support/admin-client';
import { makeBackup } from '../support/make-backup';
import { PLAYGROUND } from '../support/repository';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const run = promisify(execFile);

/** All that RESTORE.md may ask for: what every Debian has. */
const STOCK_TOOLS = [
  ...['bash', 'sh', 'tar', 'gzip', 'sha256sum'],
  ...['rm', 'mkdir', 'cp', 'mv', 'find', 'chmod', 'dirname'],
];
const STOCK_FOLDERS = ['/usr/bin', '/bin'];

const digestSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  media: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});
type Digest = z.infer<typeof digestSchema>;

const ARCHIVES = {
  full: { type: 'full' },
  uncompressed: { type: 'full', compress: false },
  database: { type: 'database' },
  media: { type: 'media' },
} as const satisfies Record<string, CreateBackup>;

/** No lock-in: the page in the archive, and tools that every server has, bring a site back. */
describe('an archive restored by hand', () => {
  let original: Site;
  let digest: Digest;
  let backups: Record<keyof typeof ARCHIVES, Backup>;
  let tools: string;

  beforeAll(async () => {
    tools = await stockTools();
    original = await createSite({ name: 'original', seed: true });
    noteWeeklyMetrics(original);
    await addAwkwardFiles(original);
    const server = await startServer(original);
    const client = await signIn(server);
    backups = {
      full: await makeBackup(client, ARCHIVES.full),
      uncompressed: await makeBackup(client, ARCHIVES.uncompressed),
      database: await makeBackup(client, ARCHIVES.database),
      media: await makeBackup(client, ARCHIVES.media),
    };
    await server.stop();
    digest = await digestOf(original);
    expect(Object.keys(digest.tables).length).toBeGreaterThan(50);
    expect(Object.keys(digest.media).length).toBeGreaterThan(500);
  });

  afterAll(async () => {
    await rm(tools, { recursive: true });
  });

  test('a full one makes an empty folder the site, and Strapi starts on it', async () => {
    const site = await emptySite('full');
    await followGuide(site, backups.full);
    expect(await digestOf(site)).toEqual(digest);
    expect(ownRows(site)).toEqual(OWN_TABLES.map((name) => [name, 0]));
    expect(await readdir(site.dir)).not.toContain('.restored');

    const server = await startServer(site);
    const client = await signIn(server);
    const articles = await adminClient(server, null).request('GET', '/api/articles');
    expect(articles.status).toBe(200);
    const [picture = ''] = Object.keys(digest.media).filter((name) => name.endsWith('.jpg'));
    expect((await client.fetch(`/uploads/${picture}`)).status).toBe(200);

    // Its list of backups is empty until it looks into the folder.
    await bringArchive(site, backups.full);
    const { body } = await client.request('POST', '/backup/backups/rescan', {
      parse: (answer) => z.object({ data: rescanResultSchema }).parse(answer).data,
    });
    expect(body).toEqual({ adopted: 1, missing: 0, invalid: [] });
    const list = await client.request('GET', '/backup/backups', {
      parse: (answer) => backupListAnswerSchema.parse(answer).data,
    });
    const { name, sha256 } = backups.full;
    expect(list.body).toMatchObject([{ origin: 'found', status: 'completed', name, sha256 }]);
  });

  test('an uncompressed one does the same', async () => {
    const site = await emptySite('uncompressed');
    await followGuide(site, backups.uncompressed, 'sh');
    expect(await digestOf(site)).toEqual(digest);
  });

  test('one of the database brings the database alone', async () => {
    const site = await emptySite('database');
    await followGuide(site, backups.database, 'sh');
    expect(await digestOf(site)).toEqual({ ...digest, media: {} });
  });

  test('one of the media brings the media alone', async () => {
    const site = await emptySite('media');
    await followGuide(site, backups.media);
    expect(await readdir(site.dir)).not.toContain('.tmp');
    await copySite(original, site);
    expect((await digestOf(site)).media).toEqual(digest.media);
  });

  test('on a site whose server was killed, the old state is kept whole', async () => {
    const site = await createSite({ name: 'killed', seed: true });
    const server = await startServer(site);
    const client = await signIn(server);
    // Written a moment before the end: only in the write-ahead log yet.
    const tag = await client.request('POST', '/content-manager/collection-types/api::tag.tag', {
      body: { name: 'written last' },
    });
    expect(tag.status).toBe(201);
    await server.kill();
    await writeFile(path.join(site.uploadsDir, 'uploaded-last.txt'), 'kept');

    await followGuide(site, backups.full);
    expect(await digestOf(site)).toEqual(digest);
    expect(tagNames(`${site.databaseFile}.before-restore`)).toContain('written last');
    expect(tagNames(site.databaseFile)).not.toContain('written last');
    expect(await readdir(path.join(site.dir, '.uploads.before-restore'))).toContain(
      'uploaded-last.txt',
    );
  });

  test('a damaged one is noticed before anything is touched', async () => {
    const site = await emptySite('damaged');
    const file = path.join(site.dir, 'damaged.tar');
    const { size } = backups.uncompressed;
    await copyFile(path.join(original.backupsDir, backups.uncompressed.fileName ?? ''), file);
    await flipByte(file, Math.floor((size ?? 0) / 2));
    await expect(followGuide(site, backups.uncompressed, 'bash', file)).rejects.toThrow(
      /FAILED|tar: /,
    );
    expect(await readdir(site.dir)).not.toContain('.tmp');
  });

  /** The code of a site and nothing else: no database, no uploads. */
  async function emptySite(name: string): Promise<Site> {
    const site = await createSite({ name });
    await rm(path.dirname(site.databaseFile), { recursive: true });
    await rm(site.uploadsDir, { recursive: true });
    return site;
  }

  /** Does what the archive's own page says, in one shell, and stops at the first thing that fails. */
  async function followGuide(
    site: Site,
    backup: Backup,
    shell: 'bash' | 'sh' = 'bash',
    archive = path.join(original.backupsDir, backup.fileName ?? ''),
  ): Promise<void> {
    const env = { PATH: tools, LC_ALL: 'C.UTF-8', ARCHIVE: archive, SITE: site.dir };
    const flags = backup.compression === 'gzip' ? 'xzOf' : 'xOf';
    const { stdout: guide } = await run('tar', [flags, archive, 'RESTORE.md'], { env });
    const commands = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
    expect(commands.length).toBe(backup.type === 'full' ? 4 : 3);
    const script = `set -e\n${commands.join('\n')}`;
    try {
      await run(path.join(tools, shell), ['-c', script], { env, cwd: site.dir });
    } catch (error) {
      const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
      throw new Error(`The commands of RESTORE.md failed:\n${stdout}${stderr}`);
    }
  }

  async function bringArchive(site: Site, backup: Backup): Promise<void> {
    const name = backup.fileName ?? '';
    for (const file of [name, `${name}.manifest.json`]) {
      await copyFile(path.join(original.backupsDir, file), path.join(site.backupsDir, file));
    }
  }
});

/** A folder for PATH in which there is nothing but those. */
async function stockTools(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stock-tools-'));
  for (const tool of STOCK_TOOLS) {
    for (const place of STOCK_FOLDERS) {
      const found = (await readdir(place)).includes(tool);
      if (!found) continue;
      await symlink(path.join(place, tool), path.join(folder, tool));
      break;
    }
  }
  expect((await readdir(folder)).sort()).toEqual([...STOCK_TOOLS].sort());
  return folder;
}

/** Every row and every media byte, read without the plugin. Its own tables and the sign-ins differ. */
async function digestOf(site: Site): Promise<Digest> {
  const ignored = [...OWN_TABLES, SESSIONS_TABLE].flatMap((name) => ['--ignore', name]);
  await mkdir(site.uploadsDir, { recursive: true });
  const { stdout } = await run(
    process.execPath,
    [
      path.join(PLAYGROUND, 'scripts', 'site-digest.mjs'),
      ...['--database', site.databaseFile, '--media', site.uploadsDir],
      ...ignored,
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return digestSchema.parse(JSON.parse(stdout));
}

/** Strapi notes once a week, 15 seconds after a start, that it counted its media; not in here. */
function noteWeeklyMetrics(site: Site): void {
  const database = new Database(site.databaseFile);
  const value = JSON.stringify({ weeklySchedule: '0 0 3 * * 0', lastWeeklyUpdate: Date.now() });
  const key = 'plugin_upload_metrics';
  database.prepare('UPDATE strapi_core_store_settings SET value = ? WHERE key = ?').run(value, key);
  database.close();
}

/** Names that a careless command would split, expand, or take for an option. */
async function addAwkwardFiles(site: Site): Promise<void> {
  const names = [
    ...['-rf', 'two  spaces', '$HOME `ls`', 'quote " and \'', 'line\nbreak', 'back\\slash'],
    ...['ünïcödé', 'a'.repeat(200), path.join('folder', 'inside', 'deep.txt')],
  ].map((name) => Buffer.from(name));
  names.push(Buffer.from([0x6c, 0x61, 0x74, 0x69, 0x6e, 0xe9]));
  await mkdir(path.join(site.uploadsDir, 'folder', 'inside'), { recursive: true });
  for (const name of names) {
    await writeFile(Buffer.concat([Buffer.from(`${site.uploadsDir}/`), name]), name);
  }
}

async function copySite(from: Site, to: Site): Promise<void> {
  await mkdir(path.dirname(to.databaseFile), { recursive: true });
  await copyFile(from.databaseFile, to.databaseFile);
}

function ownRows(site: Site): [string, number][] {
  const database = new Database(site.databaseFile, { readonly: true });
  const rows = OWN_TABLES.map((name): [string, number] => [
    name,
    Number(database.prepare(`SELECT count(*) FROM ${name}`).pluck().get()),
  ]);
  database.close();
  return rows;
}

function tagNames(databaseFile: string): unknown[] {
  // Not read-only: what is in a write-ahead log has to be read with it.
  const database = new Database(databaseFile, { fileMustExist: true });
  const names = database.prepare('SELECT name FROM tags').pluck().all();
  database.close();
  return names;
}

async function flipByte(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await handle.write(byte, 0, 1, at);
  await handle.close();
}
