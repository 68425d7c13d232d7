import { appendFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { leftovers } from '../crash/leftovers';
import { differences, siteState } from '../crash/site-state';
import { tell } from '../crash/tell';
import { backupClient } from '../support/backup-client';
import { createSite, type Site } from '../support/site';
import { addReview, openLargeSite, type LargeSite } from './large-site';
import { longJobs } from './long-jobs';
import { MB } from './print-numbers';
import { processMemory } from './process-memory';

const ROUNDS = 30;
const UNDO_EVERY = 5;
/** The first rounds fill caches. */
const SETTLED_AFTER = 5;
const GROWTH_LIMIT = 50 * MB;
const MORE_FILES_OPEN = 5;
const WAL_LIMIT = 64 * MB;

/** What must not creep up. */
interface Use {
  memory: number;
  openFiles: number;
  processes: number;
  wal: number;
}

test(`${ROUNDS} rounds of backup, change, restore`, async () => {
  const large = await openLargeSite(await createSite({ name: 'loop', seed: true }));
  const { site, server, admin } = large;
  const jobs = longJobs(admin);
  const client = backupClient(admin);
  const uses: Use[] = [];

  for (let round = 1; round <= ROUNDS; round += 1) {
    await change(large, round);
    const before = await siteState(site);
    const { backup } = await jobs.backUp();
    await change(large, round + 0.5);
    const changed = await siteState(site);
    expect(differences(before, changed).length).toBeGreaterThan(2);

    const restored = await jobs.restore(backup.id);
    expect(restored.status).toMatchObject({ status: 'completed', error: null });
    expect(differences(before, await siteState(site))).toEqual([]);
    if (round % UNDO_EVERY === 0) {
      const undone = await jobs.undo(restored.id);
      expect(undone.status).toMatchObject({ status: 'completed', error: null });
      expect(differences(changed, await siteState(site))).toEqual([]);
    }
    expect(await leftovers(site)).toEqual([]);
    await client.confirm(restored.id);
    expect(await leftovers(site)).toEqual([]);
    // Every third backup stays until the end.
    if (round % 3 !== 0) await client.delete(backup.id, true);

    const use = await useOf(large);
    uses.push(use);
    tell(
      `round ${round}: Strapi ${(use.memory / MB).toFixed(0)} MB, ${use.openFiles} open files, ` +
        `write-ahead log ${(use.wal / MB).toFixed(1)} MB`,
    );
  }

  const settled = uses[SETTLED_AFTER - 1]!;
  const last = uses.at(-1)!;
  expect(last.memory - settled.memory).toBeLessThan(GROWTH_LIMIT);
  expect(last.openFiles).toBeLessThanOrEqual(settled.openFiles + MORE_FILES_OPEN);
  expect(last.processes).toBe(1);
  expect(last.wal).toBeLessThan(WAL_LIMIT);

  for (const { id } of await client.list()) await client.delete(id, true);
  expect(await client.list()).toEqual([]);
  expect(await archivesOf(site)).toEqual([]);
  expect(await readdir(path.join(site.backupsDir, '.undo'))).toEqual([]);
  expect((await readdir(site.uploadsDir)).filter((name) => name.startsWith('.bk'))).toEqual([]);
  await server.stop();
});

/** Something in the database, and a file more, less and other. */
async function change({ site, visitor }: LargeSite, seed: number): Promise<void> {
  await addReview(visitor, `Round ${seed}`);
  const { body } = await visitor.request('GET', '/api/reviews?sort=id:asc&pagination[pageSize]=1');
  const id = /"documentId":"(\w+)"/.exec(JSON.stringify(body))?.[1] ?? '';
  await visitor.request('PUT', `/api/reviews/${id}`, { body: { data: { title: `At ${seed}` } } });
  const images = (await readdir(site.uploadsDir)).filter((name) => name.endsWith('.jpg')).sort();
  await appendFile(path.join(site.uploadsDir, images[0]!), `${seed}`);
  await rm(path.join(site.uploadsDir, images.at(-1)!));
  await writeFile(path.join(site.uploadsDir, `round-${seed}.txt`), 'new');
}

async function useOf({ site, server }: LargeSite): Promise<Use> {
  const wal = await stat(`${site.databaseFile}-wal`).catch(() => null);
  return {
    memory: (await processMemory(server.pid))?.now ?? 0,
    openFiles: (await readdir(`/proc/${server.pid}/fd`)).length,
    processes: (await server.processes()).length,
    wal: wal?.size ?? 0,
  };
}

async function archivesOf(site: Site): Promise<string[]> {
  return (await readdir(site.backupsDir)).filter((name) => name.includes('.tar'));
}
