import type { Core } from '@strapi/strapi';
import { existsSync } from 'node:fs';
import { settingsRecords } from '../catalog/stored-settings';
import { RECORDS_TABLE } from '../database/own-tables';
import type { DatabaseConnection } from '../database/connection';
import { openConnection } from '../database/open-connection';
import type { DatabaseSettings } from '../database/settings';
import { createInternalTables } from '../lease/internal-tables';
import type { InstanceGate } from '../restore/gate-keeper';
import { keySecretBox } from '../settings/secret-box';
import { SettingsStore } from '../settings/settings-store';
import type { Site } from '../site';
import { assembleSite } from './assemble-site';
import { readDatabaseSettings } from './read-database-settings';
import { configuredSettings } from './read-settings';
import { neverStarted, StoredContent } from './stored-content';

export interface OfflineSite {
  readonly site: Site;
  readonly gate: InstanceGate;
  /** After a recovery, which may have put another database in place. */
  reread(): Promise<void>;
  close(): Promise<void>;
}

interface OfflineActs extends Pick<Site, 'emit' | 'warn'> {
  /** Told of notices that did not arrive. */
  readonly warnOfNotice: Site['warn'];
}

/**
 * A site whose Strapi does not run in this process: perhaps in another one, perhaps nowhere.
 *
 * @param app the project's configuration, see `loadApp`
 * @throws BackupError INVALID_INPUT, DATABASE_UNSUPPORTED, DATABASE_UNREACHABLE, APP_NOT_READY
 */
export async function openOfflineSite(app: Core.Strapi, acts: OfflineActs): Promise<OfflineSite> {
  const { settings } = configuredSettings(app);
  const database = readDatabaseSettings(app, settings.database.sqliteWal);
  // SQLite would make an empty file.
  if (database.client === 'sqlite' && !existsSync(database.filename)) throw neverStarted();
  const connection = await openConnection(database);
  try {
    return await compose(app, acts, database, connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function compose(
  app: Core.Strapi,
  { emit, warn, warnOfNotice }: OfflineActs,
  database: DatabaseSettings,
  connection: DatabaseConnection,
): Promise<OfflineSite> {
  if (!(await connection.hasTable(RECORDS_TABLE))) throw neverStarted();
  await createInternalTables(connection);
  const settingsStore = new SettingsStore(
    app.config.get('plugin::backup', {}),
    settingsRecords(connection),
    keySecretBox(encryptionKey(app)),
    warn,
  );
  await settingsStore.refresh();
  const content = new StoredContent(connection);
  await content.read();
  const { site, gate } = assembleSite({
    app,
    content,
    settingsStore,
    // Whoever sits at the machine has no account of the site that could be kept.
    settings: () => ({ ...settingsStore.current, keepAccount: false }),
    database,
    connection,
    sendThroughStrapi: () =>
      Promise.reject(
        new Error(
          'it does not run on the command line. Set mail.transport to smtp for notices from here',
        ),
      ),
    warnOfNotice,
    acts: {
      emit,
      warn,
      // Strapi reads everything anew when it starts.
      refresh: () => Promise.resolve({ restartRequired: false, warnings: [] }),
      restart: () => undefined,
    },
  });
  return {
    site,
    gate,
    reread: () => content.read(),
    close: () => connection.close(),
  };
}

/** An empty one is none: that is how Strapi takes it. */
function encryptionKey(app: Core.Strapi): string | null {
  const key: unknown = app.config.get('admin.secrets.encryptionKey');
  return typeof key === 'string' && key !== '' ? key : null;
}
