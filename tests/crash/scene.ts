import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Backup } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import type { PausePoint } from '../../server/src/pause-points';
import type { Settings } from '../../server/src/contracts/settings';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { makePauseFolder, pauseEnv, pauseJobs, type PausedJobs } from '../support/pause-jobs';
import { startServer, type RunningServer, type ServerOptions } from '../support/server';
import { createSite, type Site } from '../support/site';
import { siteState, type SiteState } from './site-state';

export interface StartOptions extends ServerOptions {
  /** Settings of the plugin. */
  readonly config?: Partial<Settings>;
}

/** A site at rest on which jobs are going to be killed. */
export interface Scene {
  readonly site: Site;
  /** A verified full backup, and what the site was when it was made. */
  readonly good: Backup;
  readonly goodState: SiteState;
  /** Starts the site's Strapi, with short lease times unless its settings say otherwise. */
  readonly start: (options?: StartOptions) => Promise<RunningServer>;
  /** The Strapi that `keep` was called with, once; else a new one. Starts are most of what tests take. */
  readonly running: () => Promise<RunningServer>;
  /** Leaves a Strapi that was started without options of its own, and is at rest, to the next test. */
  readonly keep: (server: RunningServer) => void;
  /** A place at which the jobs of a Strapi can be stopped. */
  readonly pause: (server: RunningServer, place: PausePoint) => Promise<PausedJobs>;
  /** Every Strapi that was started, the last one last. */
  readonly started: readonly RunningServer[];
  readonly admin: (server: RunningServer) => AdminClient;
  readonly client: (server: RunningServer) => BackupClient;
  /** A text that no earlier call has given. */
  readonly newMark: () => string;
}

/** So that a lease runs out while Strapi starts, and no test has to wait for it. */
export const SHORT_LEASE = { heartbeatMs: 100, expiryMs: 1_500 };

const MIN_FREE_DISK = 16 * 1024 ** 2;
const KEEP_EVERY = 6;

/**
 * Makes a small site with sample content, an admin token, and a backup.
 *
 * @param prepare called with the site before its first start
 */
export async function createScene(
  name: string,
  prepare: (site: Site) => Promise<void> = async () => undefined,
): Promise<Scene> {
  const site = await createSite({ name: `crash-${name}`, seed: { scale: 0.1 } });
  await keepSomePictures(site);
  await prepare(site);
  const started: RunningServer[] = [];
  const pauseFolders = new Map<RunningServer, string>();
  const start = async ({ env, config, ...options }: StartOptions = {}): Promise<RunningServer> => {
    const settings = { lease: SHORT_LEASE, minFreeDisk: MIN_FREE_DISK, ...config };
    const folder = await makePauseFolder();
    const server = await startServer(site, {
      env: { BACKUP_CONFIG: JSON.stringify(settings), ...pauseEnv(folder), ...env },
      ...options,
    });
    pauseFolders.set(server, folder);
    started.push(server);
    return server;
  };
  let kept: RunningServer | null = null;
  const running = async (): Promise<RunningServer> => {
    const server = kept ?? (await start());
    kept = null;
    return server;
  };
  const keep = (server: RunningServer): void => {
    kept = server;
  };

  const server = await start();
  const admin = await signIn(server);
  const token = await admin.createAdminToken(Object.values(PERMISSIONS));
  await keepTokenUnchanged(site);
  const adminOf = (of: RunningServer): AdminClient => adminClient(of, token);
  const client = (of: RunningServer): BackupClient => backupClient(adminOf(of));
  const { id } = await client(server).create({ name: 'Good state' });
  const good = await client(server).finished(id);
  if (good.verification !== 'verified') throw new Error(`No backup: ${JSON.stringify(good)}`);
  const goodState = await siteState(site);
  await server.stop();

  let marks = 0;
  const newMark = (): string => {
    marks += 1;
    return `${name}${marks}`;
  };
  return {
    site,
    good,
    goodState,
    start,
    running,
    keep,
    pause: (of, place) => pauseJobs(place, pauseFolders.get(of)),
    started,
    admin: adminOf,
    client,
    newMark,
  };
}

/** Each case packs and hashes all of them several times, and a hundred do as well as a thousand. */
async function keepSomePictures({ uploadsDir }: Site): Promise<void> {
  const names = (await readdir(uploadsDir)).sort();
  const others = names.filter((_, index) => index % KEEP_EVERY !== 0);
  await Promise.all(others.map((name) => rm(path.join(uploadsDir, name))));
}

/** Strapi notes once an hour that a token was used; a state must not change by being looked at. */
export function keepTokenUnchanged({ database }: Site): Promise<void> {
  return database.run('UPDATE strapi_api_tokens SET last_used_at = ?', new Date('2099-01-01'));
}
