import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqlite, type SqliteHandle } from '../../../server/src/database/sqlite/open-sqlite';
import { SqliteConnection } from '../../../server/src/database/sqlite/sqlite-connection';
import { swapSqlite } from '../../../server/src/database/sqlite/swap-sqlite';
import { acquireLease, type Lease } from '../../../server/src/lease/lease';
import { createInternalTables } from '../../../server/src/lease/internal-tables';

const driver = require.resolve('better-sqlite3');

const CONTENT = `
  CREATE TABLE "articles" ("id" integer not null primary key autoincrement, "title" varchar(255), "body" blob, "n" real);
  CREATE INDEX "articles_title" ON "articles" ("title");
  CREATE TABLE "we""ird \` name" ("a;b" text, "g" integer GENERATED ALWAYS AS (length("a;b")) STORED);
  CREATE TABLE "audit" ("what" text);
  CREATE VIEW "titles" AS SELECT "title" FROM "articles";
  CREATE TRIGGER "articles_ai" AFTER INSERT ON "articles" BEGIN INSERT INTO "audit" VALUES (new."title"); END;
  CREATE VIRTUAL TABLE "search" USING fts5(body);
  CREATE TABLE "strapi_database_schema" ("id" integer primary key autoincrement, "schema" json);
`;

interface Scene {
  readonly folder: string;
  readonly live: string;
  readonly staging: string;
  readonly undo: string;
  readonly connection: SqliteConnection;
  readonly lease: Lease;
}

let scene: Scene;

beforeEach(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'swap-'));
  const live = path.join(folder, 'live.db');
  const staging = path.join(folder, 'staging.db');
  fill(staging, (handle) => {
    handle.exec(CONTENT);
    handle.exec(`INSERT INTO articles (id, title, body, n) VALUES (7, 'old', x'00ff00', 0.1), (9, NULL, NULL, 1e300);
      INSERT INTO "we""ird \` name" ("a;b") VALUES ('four');
      INSERT INTO search VALUES ('the quick brown fox');
      UPDATE sqlite_sequence SET seq = 50 WHERE name = 'articles';`);
  });
  fill(live, (handle) => {
    handle.pragma('journal_mode = WAL');
    handle.exec(CONTENT);
    const schema = JSON.stringify({ tables: [{ name: 'articles' }, { name: 'newer' }] });
    handle.prepare('INSERT INTO strapi_database_schema ("schema") VALUES (?)').run(schema);
    handle.exec(`INSERT INTO articles (title) VALUES ('new'), ('newer');
      CREATE TABLE "newer" ("id" integer);
      CREATE TABLE "other_program" ("x" integer); INSERT INTO other_program VALUES (42);
      CREATE TRIGGER "other_ai" AFTER INSERT ON "other_program" BEGIN SELECT 1; END;`);
  });
  const connection = new SqliteConnection({ client: 'sqlite', filename: live, driver, wal: true });
  await createInternalTables(connection);
  const lease = await acquireLease(connection, 'holder', '', 60_000);
  if (lease === null) throw new Error('no lease');
  await connection.run(
    `INSERT INTO backup_vault_journal VALUES ('j', 'r', 'restore', 'prepared', 'closed', 1, '{}', 0, 0)`,
  );
  scene = { folder, live, staging, undo: path.join(folder, 'undo.db'), connection, lease };
});

afterEach(async () => {
  await scene.connection.close();
  rmSync(scene.folder, { recursive: true, force: true });
});

function fill(file: string, work: (handle: SqliteHandle) => void): void {
  const handle = openSqlite({ driver }, file, { mustExist: false });
  work(handle);
  handle.close();
}

function swap(change: Partial<Parameters<typeof swapSqlite>[1]> = {}) {
  return swapSqlite(
    { client: 'sqlite', filename: scene.live, driver, wal: true },
    {
      stagingFile: scene.staging,
      undoFile: scene.undo,
      journalId: 'j',
      lease: scene.lease,
      expiryMs: 15_000,
      skipTables: [],
      detail: () => '{"done":true}',
      report: () => undefined,
      ...change,
    },
  );
}

function query(file: string, sql: string): unknown[] {
  const handle = openSqlite({ driver }, file, { readonly: true });
  try {
    return handle.prepare(sql).all();
  } finally {
    handle.close();
  }
}

test('the live database becomes exactly the staged one', () => {
  const result = swap();
  const articles = 'SELECT id, title, hex(body) AS body, n FROM articles ORDER BY id';
  expect(query(scene.live, articles)).toEqual(query(scene.staging, articles));
  const weird = 'SELECT * FROM "we""ird ` name"';
  expect(query(scene.live, weird)).toEqual([{ 'a;b': 'four', g: 4 }]);
  expect(query(scene.live, 'SELECT * FROM titles')).toHaveLength(2);
  expect(query(scene.live, `SELECT * FROM search WHERE search MATCH 'fox'`)).toHaveLength(1);
  expect(query(scene.live, `SELECT seq FROM sqlite_sequence WHERE name = 'articles'`)).toEqual([
    { seq: 50 },
  ]);
  expect(query(scene.live, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(result.rows).toBeGreaterThanOrEqual(4);
});

test('triggers are back and have not fired while rows were copied', () => {
  swap();
  const audit = 'SELECT what FROM audit';
  expect(query(scene.live, audit)).toEqual(query(scene.staging, audit));
  fill(scene.live, (handle) => handle.exec(`INSERT INTO articles (title) VALUES ('again')`));
  expect(query(scene.live, audit)).toContainEqual({ what: 'again' });
});

test('tables of Strapi that the backup does not know go, those of other programs stay', () => {
  const result = swap();
  const names = query(scene.live, `SELECT name FROM sqlite_master ORDER BY name`);
  expect(names).not.toContainEqual({ name: 'newer' });
  expect(names).toContainEqual({ name: 'other_ai' });
  expect(query(scene.live, 'SELECT x FROM other_program')).toEqual([{ x: 42 }]);
  expect(result.keptTables).toEqual(['other_program']);
});

test('the plugin’s own tables survive, and the journal says swapped', async () => {
  swap();
  expect(
    await scene.connection.all('SELECT state, gate, detail FROM backup_vault_journal'),
  ).toEqual([{ state: 'swapped', gate: 'closed', detail: '{"done":true}' }]);
  expect(await scene.connection.all('SELECT holder FROM backup_vault_leases')).toEqual([
    { holder: 'holder' },
  ]);
});

test('the undo file is the old state, and swapping it back brings it back', () => {
  const before = query(scene.live, 'SELECT * FROM articles');
  swap();
  expect(query(scene.undo, 'SELECT * FROM articles')).toEqual(before);
  fill(scene.live, (handle) => handle.exec('UPDATE other_program SET x = 43'));
  swap({
    stagingFile: scene.undo,
    undoFile: path.join(scene.folder, 'redo.db'),
    skipTables: ['other_program'],
  });
  expect(query(scene.live, 'SELECT * FROM articles')).toEqual(before);
  expect(query(scene.live, 'SELECT x FROM other_program')).toEqual([{ x: 43 }]);
});

test('a stale lease changes nothing at all', async () => {
  const before = query(scene.live, 'SELECT * FROM articles');
  await scene.connection.run('UPDATE backup_vault_leases SET fence = fence + 1');
  expect(() => swap()).toThrow(expect.objectContaining({ code: 'LEASE_LOST' }) as Error);
  expect(query(scene.live, 'SELECT * FROM articles')).toEqual(before);
  expect(existsSync(scene.undo)).toBe(false);
  expect(await scene.connection.all('SELECT state FROM backup_vault_journal')).toEqual([
    { state: 'prepared' },
  ]);
});

test('a definition that is not one statement is refused, and everything stays', () => {
  const before = query(scene.live, 'SELECT * FROM articles');
  fill(scene.staging, (handle) => {
    handle.unsafeMode(true);
    handle.pragma('writable_schema = ON');
    handle
      .prepare(`UPDATE sqlite_master SET sql = ? WHERE name = 'titles'`)
      .run(`CREATE VIEW "titles" AS SELECT 1; DROP TABLE other_program`);
  });
  expect(() => swap()).toThrow();
  expect(query(scene.live, 'SELECT * FROM articles')).toEqual(before);
  expect(query(scene.live, 'SELECT x FROM other_program')).toEqual([{ x: 42 }]);
});
