import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import {
  backupListAnswerSchema,
  rescanResultSchema,
  type Backup,
  type CreateBackup,
} from '../../server/src/contracts/backups';
import { OWN_TABLES, SESSIONS_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn } from '../support/admin-client';
import { DATABASE_KIND, SERVER_KINDS, testOn } from '../support/database-kind';
import { digestMedia, digestSite, type SiteDigest } from '../support/digest-site';
import { makeBackup } from '../support/make-backup';
import { serverOf } from '../support/server-database';
import { openSqliteDatabase } from '../support/sqlite-database';
import { SERVERS } from '../mysql/database-servers';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const run = promisify(execFile);

/** All that RESTORE.md may ask for: what every Debian has. */
const STOCK_TOOLS = [
  ...['bash', 'sh', 'tar', 'gzip', 'sha256sum'],
  ...['rm', 'mkdir', 'cp', 'mv', 'find', 'chmod', 'dirname', 'cat'],
];
const STOCK_FOLDERS = ['/usr/bin', '/bin'];

const ARCHIVES = {
  full: { type: 'full' },
  uncompressed: { type: 'full', compress: false },
  database: { type: 'database' },
  media: { type: 'media' },
} as const satisfies Record<string, CreateBackup>;

/** No lock-in: the page in the archive, and tools that every server has, bring a site back. */
describe('an archive restored by hand', () => {
  let original: Site;
  let digest: SiteDigest;
  let backups: Record<keyof typeof ARCHIVES, Backup>;
  let tools: string;

  beforeAll(async () => {
    tools = await stockTools();
    original = await createSite({ name: 'original', seed: true });
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
    expect(await ownRows(site)).toEqual(OWN_TABLES.map((name) => [name, 0]));
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
    expect(body).toEqual({ adopted: 1, reading: 0, missing: 0, invalid: [] });
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
    expect(await hasDatabase(site)).toBe(false);
    expect(await digestMedia(site)).toEqual(digest.media);
  });

  testOn('sqlite', 'on a site whose server was killed, the old state is kept whole', async () => {
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
    expect(await tagNames(`${site.databaseFile}.before-restore`)).toContain('written last');
    expect(await tagNames(site.databaseFile)).not.toContain('written last');
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
    expect(await hasDatabase(site)).toBe(false);
  });

  testOn(SERVER_KINDS, 'on a database that is not empty, nothing is changed', async () => {
    const site = await createSite({ name: 'filled', seed: { scale: 0.1 } });
    const before = await digestOf(site);
    await expect(followGuide(site, backups.full)).rejects.toThrow(/already exists/);
    expect(await digestOf(site)).toEqual(before);
  });

  /** The code of a site and nothing else: no database, no uploads. */
  async function emptySite(name: string): Promise<Site> {
    const site = await createSite({ name });
    await rm(path.dirname(site.databaseFile), { recursive: true });
    expect(await hasDatabase(site)).toBe(false);
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
    const env = {
      ...{ PATH: tools, LC_ALL: 'C.UTF-8', ARCHIVE: archive, SITE: site.dir },
      ...(await serverVariables(site)),
    };
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
  const server = SERVERS.find(({ flavour }) => flavour === DATABASE_KIND);
  if (server !== undefined)
    await symlink(path.join(server.bin, 'mysql'), path.join(folder, 'mysql'));
  return folder;
}

/** What RESTORE.md asks for where the database is on a server. */
async function serverVariables(site: Site): Promise<Record<string, string>> {
  if (site.database.kind === 'sqlite') return {};
  const { host, port, user, password, database } = serverOf(site).settings;
  const file = path.join(site.dir, 'login.cnf');
  const lines = [`host=${host}`, `port=${String(port)}`, `user=${user}`, `password="${password}"`];
  await writeFile(file, ['[client]', ...lines, ''].join('\n'), { mode: 0o600 });
  return { LOGIN: file, DATABASE: database };
}

/** Every row and every media byte. The plugin's own tables and the sign-ins differ. */
async function digestOf(site: Site): Promise<SiteDigest> {
  await mkdir(site.uploadsDir, { recursive: true });
  return digestSite(site, [...OWN_TABLES, SESSIONS_TABLE]);
}

/** A file on SQLite, tables on a server. */
async function hasDatabase(site: Site): Promise<boolean> {
  if (site.database.kind === 'sqlite') return (await readdir(site.dir)).includes('.tmp');
  return Object.keys(await site.database.digest([])).length > 0;
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

async function ownRows({ database }: Site): Promise<[string, number][]> {
  const rows: [string, number][] = [];
  for (const name of OWN_TABLES) {
    const [row] = await database.query(`SELECT count(*) AS rows_of FROM ${name}`);
    rows.push([name, Number(row?.['rows_of'])]);
  }
  return rows;
}

/** What is in a write-ahead log is read with it. */
async function tagNames(databaseFile: string): Promise<unknown[]> {
  const rows = await openSqliteDatabase(databaseFile).query('SELECT name FROM tags');
  return rows.map(({ name }) => name);
}

async function flipByte(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await handle.write(byte, 0, 1, at);
  await handle.close();
}
