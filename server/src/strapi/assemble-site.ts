import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { backupRecords } from '../catalog/backup-records';
import { RecordGroups } from '../catalog/record-groups';
import { restoreRecords } from '../catalog/restore-records';
import { scheduleRecords } from '../catalog/schedule-records';
import type { Settings } from '../contracts/settings';
import type { DatabaseConnection } from '../database/connection';
import { jobDatabaseSettings } from '../database/job-settings';
import type { DatabaseSettings } from '../database/settings';
import { Notifier } from '../notices/notifier';
import type { SendThroughStrapi } from '../notices/send-mail';
import { InstanceGate } from '../restore/gate-keeper';
import { randomId } from '../random-id';
import { RecoveryWish } from '../recovery/recovery-wish';
import type { SettingsStore } from '../settings/settings-store';
import type { Site } from '../site';
import { openBackupFolder } from '../storage/backup-folder';
import type { KnownContent } from './known-content';
import { readIdentity, type AppConfiguration } from './read-identity';

export interface SiteParts {
  readonly app: AppConfiguration;
  readonly content: KnownContent;
  readonly settingsStore: SettingsStore;
  /** Those of this moment, where they are not as they are stored. */
  readonly settings?: () => Settings;
  /** How Strapi reaches the database. */
  readonly database: DatabaseSettings;
  readonly connection: DatabaseConnection;
  /** What is done in one way where Strapi runs, and in another where it does not. */
  readonly acts: Pick<Site, 'emit' | 'refresh' | 'restart' | 'warn'>;
  /** Strapi's e-mail plugin. */
  readonly sendThroughStrapi: SendThroughStrapi;
  /** Told of notices that did not arrive, where that is not the same as `acts.warn`. */
  readonly warnOfNotice?: Site['warn'];
}

/** The wiring diagram: all parts of a site, made once, from the configuration of its project. */
export function assembleSite(parts: SiteParts): { site: Site; gate: InstanceGate } {
  const { app, content, settingsStore, database, connection, acts } = parts;
  const current = parts.settings ?? (() => settingsStore.current);
  const { lease, drainMs } = current();
  const gate = new InstanceGate(connection, randomId(), { ...lease, drainMs });
  const appRoot = app.dirs.app.root;
  const served = servedFolders(app);
  const identity = readIdentity(app, content);
  const site: Site = {
    connection,
    strapiDatabase: database,
    get database() {
      return jobDatabaseSettings(database, current().database);
    },
    get settings() {
      return current();
    },
    settingsStore,
    appRoot,
    served,
    media: readMedia(app),
    identity,
    backups: backupRecords(connection),
    recordGroups: new RecordGroups(connection),
    restores: restoreRecords(connection),
    schedules: scheduleRecords(connection),
    gate,
    notifier: new Notifier({
      settings: async () => {
        await settingsStore.refresh();
        return current();
      },
      sendThroughStrapi: parts.sendThroughStrapi,
      identity: {
        id: identity.id,
        name: identity.name,
        url: panelAddress(app),
      },
      warn: parts.warnOfNotice ?? acts.warn,
    }),
    recovery: new RecoveryWish(),
    // The same from each of the bundles, which lie in folders side by side.
    workerFile: path.resolve(__dirname, '../worker/index.js'),
    folder: () => openBackupFolder(current().folder, appRoot, served),
    ...acts,
  };
  return { site, gate };
}

function readMedia(app: AppConfiguration): Site['media'] {
  const configured = path.join(app.dirs.static.public, 'uploads');
  return {
    uploads: existsSync(configured) ? realpathSync(configured) : configured,
    provider: app.config.get<string>('plugin::upload.provider', 'local'),
  };
}

/** Without a whole `server.url` or `admin.url` Strapi knows an address of this machine only, no use in a mail. */
function panelAddress(app: AppConfiguration): string | null {
  const isPublic = ['server.url', 'admin.url'].some((key) => {
    const url: unknown = app.config.get(key);
    return typeof url === 'string' && url.startsWith('http');
  });
  return isPublic ? app.config.get<string | null>('admin.absoluteUrl', null) : null;
}

/** Folders whose files everybody can fetch. */
function servedFolders(app: AppConfiguration): string[] {
  return [app.dirs.static.public, path.join(app.dirs.dist.root, 'build')];
}
