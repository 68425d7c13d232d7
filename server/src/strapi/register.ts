import type { Core } from '@strapi/strapi';
import { setTimeout as wait } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { JOURNAL_TABLE } from '../database/own-tables';
import { openConnection } from '../database/open-connection';
import type { DatabaseSettings } from '../database/settings';
import type { DatabaseConnection } from '../database/connection';
import { SqliteConnection } from '../database/sqlite/sqlite-connection';
import { BackupError } from '../errors';
import { JobRunner } from '../jobs/job-runner';
import { createInternalTables } from '../lease/internal-tables';
import { tryRecovery, watchForRecovery } from '../recovery/watch-for-recovery';
import { readActiveJournal } from '../restore/journal';
import type { Site } from '../site';
import { isNetworkFileSystem } from '../storage/disk-space';
import { UploadQueue } from '../upload/upload-queue';
import { composeSite } from './compose-site';
import { placeGate } from './place-gate';
import { setPluginState } from './plugin-state';
import { SiteConnection } from './site-connection';
import { readDatabaseSettings } from './read-database-settings';
import { configuredSettings, openSettings } from './read-settings';
import { isServing } from './start-command';

/**
 * Before Strapi opens its database: the plugin's own connection and tables, recovery of what an
 * earlier process left, the gate. Strapi's schema sync comes after this and must not see a
 * half-finished restore.
 */
export async function register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const configured = configuredSettings(strapi);
  const database = readDatabaseSettings(strapi, configured.settings.database.sqliteWal);
  if (!isServing(process.argv)) {
    await refuseDuringRestore(database);
    return;
  }
  const connection = await openConnection(database);
  await createInternalTables(connection);
  const siteConnection = new SiteConnection(connection);
  const settingsStore = openSettings(strapi, siteConnection);
  await settingsStore.refresh();
  const { site, gate } = composeSite(strapi, settingsStore, database, siteConnection);
  await prepareDatabase(strapi, database, connection);
  const settled = await recoverAtBoot(strapi, site);
  await gate.refresh();
  const runner = new JobRunner(site);
  setPluginState({
    connection: siteConnection,
    site,
    gate,
    runner,
    uploads: new UploadQueue(site, runner),
    watch: watchForRecovery(site, !settled),
    expiry: null,
    ticker: null,
  });
  keepWatcherAway(strapi, site.settings.folder);
  placeGate(strapi);
}

/** A process that only loads Strapi would migrate and read a site that is being replaced. */
async function refuseDuringRestore(database: DatabaseSettings): Promise<void> {
  // Such a process makes nothing: `strapi build` runs where there is no database at all.
  if (database.client === 'sqlite' && !existsSync(database.filename)) return;
  const connection = await openConnection(database);
  try {
    if (!(await connection.hasTable(JOURNAL_TABLE))) return;
    if ((await readActiveJournal(connection)) === null) return;
  } catch (error) {
    if (error instanceof BackupError && error.code === 'DATABASE_UNREACHABLE') return;
    throw error;
  } finally {
    await connection.close();
  }
  throw new BackupError(
    'RESTORE_IN_PROGRESS',
    'RESTORE_IN_PROGRESS: a restore is under way, or was interrupted. Wait until it is done, or start Strapi, which finishes it; then try again.',
  );
}

/** WAL lets a backup read while the site writes; it is a property of the file, set once. */
async function prepareDatabase(
  strapi: Core.Strapi,
  database: DatabaseSettings,
  connection: DatabaseConnection,
): Promise<void> {
  if (database.client !== 'sqlite' || !database.wal) return;
  if (!(connection instanceof SqliteConnection)) return;
  if (isNetworkFileSystem(path.dirname(database.filename))) {
    strapi.log.warn(
      'Backup: the database is on a network file system, so write-ahead logging stays off. Backups will stall the site while they copy the database.',
    );
    return;
  }
  if ((await connection.journalMode()) !== 'wal') await connection.journalMode('wal');
}

/**
 * @returns whether the site is at rest; otherwise the watch recovers when the lease runs out, and
 * until then the gate is on
 */
async function recoverAtBoot(strapi: Core.Strapi, site: Site): Promise<boolean> {
  let told = false;
  for (;;) {
    if ((await tryRecovery(site)) === 'done') return true;
    const journal = await readActiveJournal(site.connection);
    // Closed already before the commit point: the swap may happen at any moment.
    if (journal === null || journal.gate !== 'closed') return false;
    if (!told) strapi.log.info('Backup: waiting for a restore to finish before Strapi starts.');
    told = true;
    await wait(site.settings.lease.heartbeatMs / 2);
  }
}

/** Under `strapi develop` every new file in the app's folder restarts Strapi, except there. */
function keepWatcherAway(strapi: Core.Strapi, folder: string): void {
  const known = strapi.config.get<string[]>('admin.watchIgnoreFiles', []);
  const root = path.resolve(strapi.dirs.app.root, folder);
  strapi.config.set('admin.watchIgnoreFiles', [...known, path.join(root, '**')]);
}
