import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { leftovers } from '../crash/leftovers';
import { differences, siteState } from '../crash/site-state';
import { createSite, type Site } from '../support/site';
import { openLargeSite } from './large-site';
import { longJobs } from './long-jobs';
import { MB, printSizes, printSteps } from './print-numbers';
import { watchMemory } from './watch-memory';

const FILES = 200_000;
/** So many are in folders; Strapi itself puts all into one. */
const IN_FOLDERS = 50_000;
const FOLDERS = 500;
const LONGEST = 3_000;
const WORKER_LIMIT = 200 * MB;
const GROWTH_LIMIT = 50 * MB;

test('a library of 200,000 small files', async () => {
  const site = await createSite({ name: 'many', seed: true });
  for (let n = 0; n < FOLDERS; n += 1) mkdirSync(path.join(site.uploadsDir, `folder-${n}`));
  for (let n = 0; n < FILES; n += 1) writeFileSync(fileOf(site, n), contentOf(n));
  nameAllInDatabase(site);

  const { server, admin, level } = await openLargeSite(site);
  const jobs = longJobs(admin);
  const before = await siteState(site);
  expect(Object.keys(before.media).length).toBeGreaterThan(FILES);

  const memory = watchMemory(server.pid);
  const { backup, steps } = await jobs.backUp();
  printSteps('200,000 files: backup', steps);
  expect(backup.counts?.mediaFiles).toBe(Object.keys(before.media).length);
  expect(backup.counts?.missingMedia).toBe(0);
  expect(backup.warnings).toEqual([]);

  for (let n = 0; n < FILES; n += 997) appendFileSync(fileOf(site, n), 'changed');
  for (let n = 1; n < FILES; n += 997) rmSync(fileOf(site, n));
  writeFileSync(path.join(site.uploadsDir, 'new.bin'), 'new');
  const restored = await jobs.restore(backup.id);
  printSteps('200,000 files: restore', restored.steps);
  expect(restored.status).toMatchObject({ status: 'completed', error: null });
  expect(restored.status.result?.warnings).toEqual([]);
  const use = await memory.stop();

  expect(differences(before, await siteState(site))).toEqual([]);
  expect(await leftovers(site)).toEqual([]);
  printSizes('200,000 files: memory', {
    worker: use.worker,
    'Strapi warm': level,
    'Strapi at most': use.strapi,
    'Strapi grew': use.strapi - level,
  });
  expect(use.worker).toBeLessThan(WORKER_LIMIT);
  expect(use.strapi - level).toBeLessThan(GROWTH_LIMIT);
  await server.stop();
  await site.remove();
});

function nameOf(n: number): string {
  const name = `small_${createHash('md5').update(String(n)).digest('hex')}.bin`;
  return n < IN_FOLDERS ? `folder-${n % FOLDERS}/${name}` : name;
}

function fileOf(site: Site, n: number): string {
  return path.join(site.uploadsDir, nameOf(n));
}

function contentOf(n: number): Buffer {
  const seed = createHash('sha256').update(`content ${n}`).digest();
  return Buffer.alloc(1 + ((n * 7919) % LONGEST), seed);
}

/** A row for each, as the media library has it. */
function nameAllInDatabase(site: Site): void {
  const database = new Database(site.databaseFile);
  const insert = database.prepare(
    `INSERT INTO files (document_id, name, url, hash, ext, mime, size, provider, folder_path)
     VALUES (?, ?, ?, ?, '.bin', 'application/octet-stream', 1, 'local', '/')`,
  );
  database.transaction(() => {
    for (let n = 0; n < FILES; n += 1) {
      insert.run(`small${n}`, `small ${n}`, `/uploads/${nameOf(n)}`, `small_${n}`);
    }
  })();
  database.close();
}
