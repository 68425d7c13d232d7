import { setTimeout as wait } from 'node:timers/promises';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { startServer, type RunningServer } from '../support/server';
import type { Site } from '../support/site';
import { processMemory } from './process-memory';

const WARM_UP_READS = 300;
const WARM_UP_WRITES = 30;
const SETTLE_MS = 5_000;

export interface LargeSite {
  site: Site;
  server: RunningServer;
  admin: AdminClient;
  visitor: AdminClient;
  /** Resident memory of Strapi after its warm-up, in bytes. */
  level: number;
}

/** Starts a seeded site and has it do a while what sites do, until its memory has found its level. */
export async function openLargeSite(site: Site): Promise<LargeSite> {
  const server = await startServer(site);
  const session = await signIn(server);
  const admin = adminClient(server, await session.createAdminToken(Object.values(PERMISSIONS)));
  const visitor = adminClient(server, null);
  for (let n = 0; n < WARM_UP_READS; n += 1) {
    const page = `pagination[page]=${(n % 20) + 1}&pagination[pageSize]=10`;
    await visitor.request('GET', `/api/articles?populate=*&${page}&pagination[withCount]=false`);
    if (n % (WARM_UP_READS / WARM_UP_WRITES) === 0) await addReview(visitor, `Warm-up ${n}`);
    if (n % 10 === 0) await admin.request('GET', '/backup/backups');
  }
  // V8 gives memory back, and takes some, a while after the work is done.
  await wait(SETTLE_MS);
  const level = (await processMemory(server.pid))?.now ?? 0;
  return { site, server, admin, visitor, level };
}

export async function addReview(visitor: AdminClient, title: string): Promise<void> {
  const body = { data: { title, rating: 4 } };
  const { status } = await visitor.request('POST', '/api/reviews', { body });
  if (status !== 201) throw new Error(`No review: ${status}`);
}
