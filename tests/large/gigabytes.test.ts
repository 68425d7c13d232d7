import { appendFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { leftovers } from '../crash/leftovers';
import { differences, siteState } from '../crash/site-state';
import { createSite } from '../support/site';
import { addReview, openLargeSite, type LargeSite } from './large-site';
import { longJobs } from './long-jobs';
import { MB, printSizes, printSteps } from './print-numbers';
import { watchMemory } from './watch-memory';

const WORKER_LIMIT = 200 * MB;
const GROWTH_LIMIT = 50 * MB;

describe.each([
  { name: '2 GB of database', seed: { scale: 250 } },
  { name: '5 GB, 3 of them media', seed: { scale: 250, media: '2500x400', videos: '4x500' } },
])('a site of $name', ({ name, seed }) => {
  test('is backed up, verified, restored and undone in little memory', async () => {
    const large = await openLargeSite(await createSite({ name: 'large', seed }));
    const { site, server, admin, level } = large;
    const jobs = longJobs(admin);
    const before = await siteState(site);

    const memory = watchMemory(server.pid);
    const made = await jobs.backUp();
    printSteps(`${name}: backup`, made.steps);
    const verified = await jobs.verify(made.backup.id);
    printSteps(`${name}: verification`, verified.steps);
    expect(verified.backup.verification).toBe('verified');

    await change(large);
    const changed = await siteState(site);
    expect(differences(before, changed)).toEqual(
      expect.arrayContaining(['tables: reviews', 'tables: articles']),
    );

    const restored = await jobs.restore(made.backup.id);
    printSteps(`${name}: restore`, restored.steps);
    expect(restored.status).toMatchObject({ status: 'completed', error: null });
    expect(differences(before, await siteState(site))).toEqual([]);

    const undone = await jobs.undo(restored.id);
    printSteps(`${name}: undo`, undone.steps);
    expect(undone.status).toMatchObject({ status: 'completed', error: null });
    expect(differences(changed, await siteState(site))).toEqual([]);

    const use = await memory.stop();
    printSizes(`${name}: archive`, {
      content: made.backup.uncompressedSize ?? 0,
      archive: made.backup.size ?? 0,
    });
    printSizes(`${name}: memory`, {
      worker: use.worker,
      'Strapi warm': level,
      'Strapi at most': use.strapi,
      'Strapi grew': use.strapi - level,
    });
    expect(await leftovers(site)).toEqual([]);
    expect(use.worker).toBeLessThan(WORKER_LIMIT);
    expect(use.strapi - level).toBeLessThan(GROWTH_LIMIT);

    await server.stop();
    await site.remove();
  });
});

async function change({ site, visitor }: LargeSite): Promise<void> {
  await addReview(visitor, 'Written after the backup');
  const { body } = await visitor.request('GET', '/api/articles?pagination[pageSize]=5');
  for (const [, id] of JSON.stringify(body).matchAll(/"documentId":"(\w+)"/g)) {
    const { status } = await visitor.request('DELETE', `/api/articles/${id}`);
    if (status !== 204) throw new Error(`Not deleted: ${status}`);
  }
  const images = (await readdir(site.uploadsDir)).filter((file) => file.endsWith('.jpg'));
  await appendFile(path.join(site.uploadsDir, images[0] ?? ''), 'changed');
  await rm(path.join(site.uploadsDir, images[1] ?? ''));
}
