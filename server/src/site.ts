import type { Manifest } from './archive/manifest';
import type { RestoreRecords } from './catalog/restore-records';
import type { BackupRecords } from './catalog/backup-records';
import type { RecordGroups } from './catalog/record-groups';
import type { ScheduleRecords } from './catalog/schedule-records';
import type { Settings } from './contracts/settings';
import type { DatabaseConnection } from './database/connection';
import type { MergeModel } from './database/merge/merge-model';
import type { DatabaseSettings } from './database/settings';
import type { Gate } from './restore/journal';
import type { Notifier } from './notices/notifier';
import type { RecoveryWish } from './recovery/recovery-wish';
import type { SettingsStore } from './settings/settings-store';
import type { BackupFolder } from './storage/backup-folder';
import type { Warning } from './contracts/backups';

export interface StrapiTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What an archive says about where it is from. */
export interface SiteIdentity {
  readonly id: string;
  readonly name: string;
  readonly versions: { readonly plugin: string; readonly strapi: string; readonly node: string };
  /** Content type uid and its table, to count entries. */
  readonly contentTables: readonly (readonly [uid: string, table: string])[];
  /** The tables that Strapi's code here makes and keeps, join tables included, with their columns. */
  strapiTables(): readonly StrapiTable[];
  /** What the running code knows of its content, to merge a backup into it. */
  mergeModel(): MergeModel;
  /** Whether Strapi manages a table, join tables included; the others are other programs'. */
  isManagedTable(name: string): boolean;
  /** HMACs with each secret as key, over the archive's id; never the secrets. */
  secretFingerprints(archiveId: string): Manifest['secretFingerprints'];
}

/** Where a site's media are. */
export interface SiteMedia {
  /** The uploads folder of the local provider, links resolved. */
  readonly uploads: string;
  readonly provider: string;
}

export interface GateKeeper {
  /** The gate of this process, as it was last seen or set. */
  readonly current: Gate;
  set(gate: Gate): void;
  /** Leaves the gate to whoever took over: from now on it is read from the database. */
  forget(): Promise<void>;
  /**
   * Waits until no request that came before the gate is in flight, in any live instance.
   *
   * @throws BackupError GATE_NOT_DRAINED
   */
  drain(journalId: string, signal: AbortSignal): Promise<void>;
}

export type SiteEvent =
  | 'backup.completed'
  | 'backup.failed'
  | 'backup.deleted'
  | 'restore.completed'
  | 'restore.failed'
  | 'health.unhealthy'
  | 'health.recovered';

/**
 * One site, as jobs see it: every part that they need, made once from the configuration. Nothing here
 * knows Strapi, so the command line and the tests make one too.
 */
export interface Site {
  readonly connection: DatabaseConnection;
  /** How Strapi reaches the database. */
  readonly strapiDatabase: DatabaseSettings;
  /** How jobs reach it, by the settings of this moment. */
  readonly database: DatabaseSettings;
  /** Those of this moment: they may be others at the next. */
  readonly settings: Settings;
  readonly settingsStore: SettingsStore;
  readonly appRoot: string;
  /** Folders whose files everybody can fetch. */
  readonly served: readonly string[];
  readonly media: SiteMedia;
  readonly identity: SiteIdentity;
  readonly backups: BackupRecords;
  /** What statistics are made of. */
  readonly recordGroups: RecordGroups;
  readonly restores: RestoreRecords;
  readonly schedules: ScheduleRecords;
  readonly gate: GateKeeper;
  /** Tells people and programs what became of backups. */
  readonly notifier: Notifier;
  /** Asked where something could not be removed or finished. */
  readonly recovery: RecoveryWish;
  /** The compiled worker. */
  readonly workerFile: string;
  /** @throws BackupError FOLDER_SERVED, FOLDER_UNUSABLE; checked anew with every job */
  folder(): BackupFolder;
  emit(event: SiteEvent, payload: { id: string; name: string }): void;
  /** Brings what runs in memory in line with the new database, as far as that is possible. */
  refresh(): Promise<{ restartRequired: boolean; warnings: Warning[] }>;
  /** Starts the site anew, where a supervisor brings it back. */
  restart(): void;
  /** For the server's own log: what nobody waits for any more. */
  warn(text: string, error: unknown): void;
}
