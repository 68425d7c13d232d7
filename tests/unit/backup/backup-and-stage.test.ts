import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeArchive, type MakeArchiveInput } from '../../../server/src/backup/make-archive';
import { newBackup } from '../../../server/src/backup/new-backup';
import { verifyArchive } from '../../../server/src/backup/verify-archive';
import { settingsSchema } from '../../../server/src/contracts/settings';
import { openEngine } from '../../../server/src/database/open-engine';
import type { DatabaseSettings } from '../../../server/src/database/settings';
import { openSqlite } from '../../../server/src/database/sqlite/open-sqlite';
import { SqliteConnection } from '../../../server/src/database/sqlite/sqlite-connection';
import { createInternalTables } from '../../../server/src/lease/internal-tables';
import { acquireLease, type Lease } from '../../../server/src/lease/lease';
import { moveRestoredMedia } from '../../../server/src/restore/move-restored-media';
import { stageRestore } from '../../../server/src/restore/stage-restore';
import type { TaskContext } from '../../../server/src/worker/tasks';

const driver = require.resolve('better-sqlite3');
const settings = settingsSchema.parse({});

interface Scene {
  readonly root: string;
  readonly folder: string;
  readonly uploads: string;
  readonly database: DatabaseSettings;
  readonly lease: Lease;
  readonly context: TaskContext;
  readonly steps: string[];
}

let scene: Scene;
let connection: SqliteConnection;

beforeEach(async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'backup-'));
  const folder = path.join(root, 'backups');
  const uploads = path.join(root, 'uploads');
  mkdirSync(folder);
  mkdirSync(path.join(folder, 'scratch'));
  mkdirSync(path.join(uploads, 'sub'), { recursive: true });
  const database: DatabaseSettings = {
    client: 'sqlite',
    filename: path.join(root, 'data.db'),
    driver,
    wal: true,
  };
  connection = new SqliteConnection(database);
  await connection.journalMode('wal');
  await createInternalTables(connection);
  await connection.execute(`
    CREATE TABLE files (id integer primary key, url text, formats text, provider text);
    CREATE TABLE strapi_sessions (id integer primary key, token text);
    INSERT INTO strapi_sessions (token) VALUES ('secret');
    INSERT INTO files (url, formats, provider) VALUES
      ('/uploads/a.jpg', '{"thumbnail":{"url":"/uploads/thumbnail_a.jpg"}}', 'local'),
      ('/uploads/gone.jpg', NULL, 'local'), ('https://cdn.example/x.jpg', NULL, 'aws');`);
  writeFileSync(path.join(uploads, 'a.jpg'), Buffer.alloc(70_000, 7));
  writeFileSync(path.join(uploads, 'thumbnail_a.jpg'), 'small');
  writeFileSync(path.join(uploads, 'sub', 'ü \n".txt'), 'deep');
  writeFileSync(path.join(uploads, '.gitkeep'), '');
  writeFileSync(Buffer.concat([Buffer.from(`${uploads}/`), Buffer.from([0xff, 0xfe])]), 'latin');
  symlinkSync('/etc/passwd', path.join(uploads, 'link'));
  const lease = await acquireLease(connection, 'holder', '', 60_000);
  if (lease === null) throw new Error('no lease');
  const steps: string[] = [];
  const context: TaskContext = {
    engine: openEngine(database),
    signal: new AbortController().signal,
    report: (_progress, step) => {
      if (step !== undefined && steps.at(-1) !== step) steps.push(step);
    },
    log: () => undefined,
  };
  scene = { root, folder, uploads, database, lease, context, steps };
});

afterEach(async () => {
  await connection.close();
  rmSync(scene.root, { recursive: true, force: true });
});

function input(change: Partial<MakeArchiveInput['record']> = {}): MakeArchiveInput {
  const record = newBackup(
    { name: 'Nightly', type: 'full', origin: 'manual', actor: null },
    settings,
  );
  return {
    record: { ...record, fileName: 'nightly.tar.gz', ...change },
    folder: scene.folder,
    scratch: path.join(scene.folder, 'scratch'),
    keptDatabase: null,
    uploads: scene.uploads,
    provider: 'local',
    identity: {
      id: 'site',
      name: 'site',
      versions: { plugin: '0', strapi: '5', node: '20' },
      contentTables: [['plugin::upload.file', 'files']],
      strapiTables: [{ name: 'files', columns: ['id', 'url'] }],
    },
    databasePath: '.tmp/data.db',
    secretFingerprints: {
      appKeys: null,
      adminJwtSecret: null,
      apiTokenSalt: null,
      transferTokenSalt: null,
      encryptionKey: null,
    },
    excludePaths: [],
    minFreeDisk: 0,
    lease: scene.lease,
  };
}

test('an archive holds the site, says what is missing, and opens with stock tools', async () => {
  const made = await makeArchive(input(), scene.context);
  expect(made.counts).toMatchObject({
    mediaFiles: 4,
    missingMedia: 1,
    entries: { 'plugin::upload.file': 3 },
  });
  expect(made.warnings.map((warning) => warning.code)).toEqual(['MEDIA_MISSING', 'MEDIA_SKIPPED']);
  expect(scene.steps).toEqual(['plan', 'snapshot', 'archive', 'publish']);
  const archive = path.join(scene.folder, 'nightly.tar.gz');
  expect(createHash('sha256').update(readFileSync(archive)).digest('hex')).toBe(made.sha256);
  const unpacked = path.join(scene.root, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['xzf', archive, '-C', unpacked]);
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: unpacked });
  expect(readdirSync(path.join(unpacked, 'media/uploads'))).not.toContain('.gitkeep');
  expect(readdirSync(path.join(unpacked, 'media/uploads'))).not.toContain('link');
});

/** Few and short, so that the snapshot is archived as it is; many and long, so that it is written anew. */
test.each([
  [1, 0],
  [400, 9_000],
])('no row of the plugin’s own tables leaves the site: %i of them', async (rows, length) => {
  await connection.execute(`
    CREATE TABLE articles (id integer primary key, body text);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
      INSERT INTO articles (body) SELECT hex(zeroblob(500)) FROM n`);
  for (let n = 0; n < rows; n += 1) {
    await connection.run(`INSERT INTO backup_vault_tickets VALUES (?, 'b', 0, 0, NULL, 0)`, [
      `${'canary'.repeat(1 + length / 6)} ${n}`,
    ]);
  }
  await connection.run(`DELETE FROM backup_vault_tickets WHERE hash LIKE '%canary 7'`);
  await makeArchive(input({ compression: 'none', fileName: 'plain.tar' }), scene.context);
  const bytes = readFileSync(path.join(scene.folder, 'plain.tar'));
  expect(bytes.includes('canary')).toBe(false);
  expect(bytes.includes('secret')).toBe(true);
});

test('excludeLogs leaves the sessions at home', async () => {
  const name = 'plain.tar';
  await makeArchive(
    input({ compression: 'none', fileName: name, excludeLogs: true }),
    scene.context,
  );
  const unpacked = path.join(scene.root, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['xf', path.join(scene.folder, name), '-C', unpacked]);
  const copy = openSqlite({ driver }, path.join(unpacked, 'database/database.sqlite'));
  expect(copy.prepare('SELECT count(*) FROM strapi_sessions').pluck().get()).toBe(0);
  copy.close();
});

test('a backup verifies, and does not when its file is cut', async () => {
  const made = await makeArchive(input(), scene.context);
  const file = path.join(scene.folder, made.fileName);
  const scratch = path.join(scene.folder, 'scratch');
  const expected = { size: made.size, sha256: made.sha256 };
  const given = { file, expected, scratch, minFreeDisk: 0 };
  const { manifest } = await verifyArchive(given, scene.context);
  expect(manifest.counts.mediaFiles).toBe(4);
  truncateSync(file, made.size - 1);
  await expect(verifyArchive(given, scene.context)).rejects.toMatchObject({
    code: expect.stringMatching(/^ARCHIVE_/) as string,
  });
});

test('staging and moving the media brings every byte back, and keeps the old ones', async () => {
  const made = await makeArchive(input(), scene.context);
  writeFileSync(path.join(scene.uploads, 'a.jpg'), 'changed');
  rmSync(path.join(scene.uploads, 'sub'), { recursive: true });
  writeFileSync(path.join(scene.uploads, 'later.jpg'), 'later');
  const staged = await stageRestore(
    {
      file: path.join(scene.folder, made.fileName),
      expected: { size: made.size, sha256: made.sha256 },
      declared: { databaseBytes: 0, mediaBytes: 0 },
      components: ['media'],
      stagingFolder: path.join(scene.folder, 'staging'),
      uploads: scene.uploads,
      mediaStem: '.bkaaaaaaaaaaaa',
      lease: scene.lease,
      token: 'aaaaaaaaaaaa',
      keep: null,
      forbiddenObjects: 'refuse',
      withoutHistory: false,
      minFreeDisk: 0,
    },
    scene.context,
  );
  expect(staged.mediaFiles).toBe(4);
  expect(readFileSync(path.join(scene.uploads, 'a.jpg'), 'utf8')).toBe('changed');
  const move = { uploads: scene.uploads, mediaStem: '.bkaaaaaaaaaaaa', mediaSource: null };
  const kept = await moveRestoredMedia({ ...move, fence: scene.lease.fence }, scene.context);
  // A successor that repeats it changes nothing.
  const again = await moveRestoredMedia({ ...move, fence: scene.lease.fence + 1 }, scene.context);
  expect(readFileSync(path.join(scene.uploads, 'a.jpg'))).toEqual(Buffer.alloc(70_000, 7));
  expect(readFileSync(path.join(scene.uploads, 'sub', 'ü \n".txt'), 'utf8')).toBe('deep');
  expect(existsSync(path.join(scene.uploads, 'later.jpg'))).toBe(false);
  expect(existsSync(path.join(scene.uploads, '.gitkeep'))).toBe(true);
  expect(existsSync(path.join(scene.uploads, 'link'))).toBe(true);
  expect(kept).toMatchObject({ folder: '.bkaaaaaaaaaaaa-1', files: 4 });
  expect(
    readFileSync(path.join(scene.uploads, again.folder ?? '', 'old', 'later.jpg'), 'utf8'),
  ).toBe('later');
});
