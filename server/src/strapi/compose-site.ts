import type { Core } from '@strapi/strapi';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { backupRecords } from '../catalog/backup-records';
import { restoreRecords } from '../catalog/restore-records';
import { scheduleRecords } from '../catalog/schedule-records';
import type { Settings } from '../contracts/settings';
import type { DatabaseConnection } from '../database/connection';
import type { DatabaseSettings } from '../database/settings';
import { InstanceGate } from '../restore/gate-keeper';
import { randomId } from '../random-id';
import { RecoveryWish } from '../recovery/recovery-wish';
import type { Site } from '../site';
import { openBackupFolder } from '../storage/backup-folder';
import { readIdentity } from './read-identity';
import { refreshStrapi } from './refresh-strapi';

/** The wiring diagram: all parts of a site, made once, from Strapi's configuration. */
export function composeSite(
  strapi: Core.Strapi,
  settings: Settings,
  database: DatabaseSettings,
  connection: DatabaseConnection,
): { site: Site; gate: InstanceGate } {
  const gate = new InstanceGate(connection, randomId(), {
    heartbeatMs: settings.lease.heartbeatMs,
    expiryMs: settings.lease.expiryMs,
    drainMs: settings.drainMs,
  });
  const appRoot = strapi.dirs.app.root;
  const site: Site = {
    connection,
    database,
    settings,
    appRoot,
    media: readMedia(strapi),
    identity: readIdentity(strapi),
    backups: backupRecords(connection),
    restores: restoreRecords(connection),
    schedules: scheduleRecords(connection),
    gate,
    recovery: new RecoveryWish(),
    workerFile: path.resolve(__dirname, '../worker/index.js'),
    folder: () => openBackupFolder(settings.folder, appRoot, servedFolders(strapi)),
    emit: (event, payload) => {
      strapi.eventHub.emit(event, payload).catch((error: unknown) => {
        strapi.log.warn(`Backup: a listener of ${event} failed.`, error);
      });
    },
    refresh: () => refreshStrapi(strapi),
    restart: () => {
      strapi.log.info('Backup: restarting after the restore.');
      // `strapi.reload` works under `strapi develop` only; elsewhere a supervisor brings us back.
      if (strapi.config.get('autoReload')) strapi.reload();
      else process.kill(process.pid, 'SIGTERM');
    },
    warn: (text, error) => {
      strapi.log.error(`Backup: ${text}`, error);
    },
  };
  return { site, gate };
}

function readMedia(strapi: Core.Strapi): Site['media'] {
  const configured = path.join(strapi.dirs.static.public, 'uploads');
  return {
    uploads: existsSync(configured) ? realpathSync(configured) : configured,
    provider: strapi.config.get<string>('plugin::upload.provider', 'local'),
  };
}

/** Folders whose files everybody can fetch. */
export function servedFolders(strapi: Core.Strapi): string[] {
  return [strapi.dirs.static.public, path.join(strapi.dirs.dist.root, 'build')];
}
