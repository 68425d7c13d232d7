import { setTimeout as wait } from 'node:timers/promises';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import type { MysqlSettings } from '../../server/src/database/settings';
import { adminClient, registerFirstAdmin, type AdminClient } from '../support/admin-client';
import { backupClient } from '../support/backup-client';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { processMemory } from './process-memory';

const WARM_UP_READS = 300;
const SETTLE_MS = 5_000;

export interface LargeServerSite {
  site: Site;
  server: RunningServer;
  admin: AdminClient;
  /** Resident memory of Strapi after its warm-up, in bytes. */
  level: number;
}

/**
 * Starts a Strapi on a schema of a MySQL or MariaDB server, and has it do a while what sites do, until its
 * memory has found its level.
 */
export async function openLargeServerSite(database: MysqlSettings): Promise<LargeServerSite> {
  const site = await createSite({ name: 'large-server' });
  const server = await startServer(site, {
    env: {
      DATABASE_CLIENT: 'mysql',
      DATABASE_HOST: database.host,
      DATABASE_PORT: String(database.port),
      DATABASE_NAME: database.database,
      DATABASE_USERNAME: database.user,
      DATABASE_PASSWORD: database.password,
    },
  });
  const session = await registerFirstAdmin(server);
  const admin = adminClient(server, await session.createAdminToken(Object.values(PERMISSIONS)));
  const client = backupClient(admin);
  for (let n = 0; n < WARM_UP_READS; n += 1) {
    await session.request('GET', '/admin/users?page=1&pageSize=10');
    if (n % 10 === 0) await client.list();
  }
  // A job loads code that is not loaded before; this one is small.
  const { id } = await client.create({ type: 'media' });
  await client.idle();
  await client.delete(id, true);
  // V8 gives memory back, and takes some, a while after the work is done.
  await wait(SETTLE_MS);
  const level = (await processMemory(server.pid))?.now ?? 0;
  return { site, server, admin, level };
}
