import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PERMISSIONS } from '../../../server/src/contracts/permissions';
import { adminClient, registerFirstAdmin, type AdminClient } from '../../support/admin-client';
import { backupClient, type BackupClient } from '../../support/backup-client';
import { startServer, type RunningServer } from '../../support/server';
import { createSite, type Site } from '../../support/site';

const FILES = 5;
const FILE_BYTES = 400_000;

/** A running site with an operator. */
export interface SmallSite {
  site: Site;
  server: RunningServer;
  admin: AdminClient;
  client: BackupClient;
}

export interface SmallSiteOptions {
  /** Settings of the plugin. */
  settings?: Record<string, unknown>;
  env?: Record<string, string> | ((site: Site) => Promise<Record<string, string>>);
  /** Runs before Strapi starts. */
  prepare?: (site: Site) => Promise<void>;
}

/** Starts a site with one user and `FILES` media files, which no row of its database names. */
export async function openSmallSite(
  name: string,
  { settings = {}, env = {}, prepare }: SmallSiteOptions = {},
): Promise<SmallSite> {
  const site = await createSite({ name });
  for (let n = 0; n < FILES; n += 1) {
    await writeFile(path.join(site.uploadsDir, `${n}.bin`), randomBytes(FILE_BYTES));
  }
  await prepare?.(site);
  const variables = typeof env === 'function' ? await env(site) : env;
  const server = await startServer(site, {
    env: {
      BACKUP_CONFIG: JSON.stringify({ minFreeDisk: 0, ...settings }),
      // Strapi keeps a file in the home of whoever starts it, who may be nobody.
      HOME: site.dir,
      ...variables,
    },
  });
  const session = await registerFirstAdmin(server);
  const admin = adminClient(server, await session.createAdminToken(Object.values(PERMISSIONS)));
  return { site, server, admin, client: backupClient(admin) };
}

/** The site answers, and a backup can be made of it. */
export async function expectBackupWorks({ server, client }: SmallSite): Promise<void> {
  expect(await isUp(server)).toBe(true);
  const backup = await client.finished((await client.create()).id);
  await client.idle();
  expect(backup).toMatchObject({ status: 'completed', verification: 'verified', error: null });
}

export async function isUp(server: RunningServer): Promise<boolean> {
  return (await fetch(`${server.url}/_health`)).status === 204;
}
