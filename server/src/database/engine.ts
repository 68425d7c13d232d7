import type { z } from 'zod';
import type { Manifest } from '../archive/manifest';
import type { Actor } from '../contracts/backups';
import type { forbiddenObjectsSchema, MergeSummary, PlanCheck } from '../contracts/restores';
import type { Lease } from '../lease/lease';
import type { ReportProgress, WriteLog } from '../progress';
import type { MergeModel } from './merge/merge-model';

/** What is known about one table of a backup. */
export interface TableFacts {
  readonly name: string;
  readonly rows: number;
  /** Bytes of the largest row as SQL, where the engine has a limit for it; else null. */
  readonly largestRow: number | null;
  /** Checked at the end of a load: the number of rows again, or an engine's own marker. */
  readonly endMarker: string;
  /** A table of the plugin: structure without rows. */
  readonly own: boolean;
}

export interface DatabaseFacts {
  readonly client: 'sqlite' | 'mysql' | 'mariadb';
  readonly serverVersion: string;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly snapshotLevel: string;
  readonly flavour: string;
  readonly schemaFingerprint: string;
  readonly tables: readonly TableFacts[];
  /** Views, triggers, routines, events, with the account that each of them belongs to. */
  readonly objects: readonly ObjectFacts[];
  /** Tables whose past is in the dump, too. */
  readonly history: readonly string[];
}

export interface ObjectFacts {
  readonly kind: 'view' | 'trigger' | 'procedure' | 'function' | 'event';
  readonly name: string;
  /** `user@host`; never a part of a manifest. */
  readonly definer: string;
}

/** The database of a backup, as its manifest tells of it. */
export type BackedUpDatabase = Pick<Manifest, 'id' | 'tables'> & {
  readonly database: NonNullable<Manifest['database']>;
};

/**
 * What happens to views, triggers, routines and events that the database account may not make, because
 * they belong to somebody else: the restore is refused, they get the account itself as definer, or they
 * are left out.
 */
export type ForbiddenObjects = z.infer<typeof forbiddenObjectsSchema>;

/** What a person has chosen for a database that cannot come back here as it was. */
export interface DatabaseChoices {
  readonly forbiddenObjects: ForbiddenObjects;
  /** Of system-versioned tables only the rows of the present come back. */
  readonly withoutHistory: boolean;
}

/** Where a dump goes: the archive, seen from the database. Entries come in ascending order. */
export interface DumpSink {
  addFile(entry: string, file: string): Promise<void>;
  addBuffer(entry: string, content: Buffer): Promise<void>;
}

export interface DumpOptions {
  /** An empty folder of mode 0700 for what must be prepared before it is archived. */
  readonly scratch: string;
  readonly excludeLogs: boolean;
  /** A state that a swap kept, instead of the live one. */
  readonly kept: KeptDatabase;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
  readonly log: WriteLog;
}

/** One entry of an archive on its way into a database. */
export interface DatabaseEntry {
  /** e.g. `database/database.sqlite`. */
  readonly name: string;
  readonly size: number;
}

export interface StageOptions extends DatabaseChoices {
  /** A private folder of this restore; the engine may make files in it. */
  readonly folder: string;
  /** Part of every name that the engine makes in the database: 12 characters of `a-z0-9`. */
  readonly token: string;
  readonly lease: Lease;
  /** `merge`: it is only read by the merge of another one, so accounts and objects do not matter. */
  readonly purpose: 'swap' | 'merge';
  /** Who restores and is to get in afterwards; null to take the accounts of the backup as they are. */
  readonly keep: Actor | null;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
  readonly log: WriteLog;
}

/**
 * A database that is being prepared beside the live one. Entries come in the order of the archive;
 * `finish` checks what was loaded. Nothing of the live site is touched.
 */
export interface Staging {
  accept(entry: DatabaseEntry, body: AsyncIterable<Buffer>): Promise<void>;
  /**
   * Checks against the manifest, signs everybody out, keeps the acting account, test-creates objects.
   *
   * @throws BackupError DATABASE_CORRUPT, STAGING_MISMATCH, PLAN_BLOCKED
   */
  finish(tables: readonly TableFacts[]): Promise<void>;
  /** Closes what is open; what was staged stays for the swap, or for `discard`. */
  close(): Promise<void>;
}

/** Where something is staged. */
export interface StagedPlace {
  readonly folder: string;
  readonly token: string;
}

export interface MergeOptions {
  readonly model: MergeModel;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

/** What a swap replaced, by the name that it was given (`SwapOptions.undo`); null: there is nothing. */
export type KeptDatabase = string | null;

export interface SwapOptions {
  readonly folder: string;
  readonly token: string;
  readonly journalId: string;
  readonly lease: Lease;
  /** Where or under which name the old state is kept. */
  readonly undo: string;
  readonly expiryMs: number;
  /** Tables of the staged state that stay out of it: other programs', which a restore had kept. */
  readonly skipTables: readonly string[];
  /** What the journal says from the commit point on, given what the swap did. */
  readonly detail: (result: SwapResult) => string;
  readonly report: ReportProgress;
}

export interface SwapResult {
  readonly tables: number;
  readonly rows: number;
  /** Live tables of other programs, left as they are. */
  readonly keptTables: string[];
}

/**
 * A kind of database, as the jobs see it. All of it runs in the worker, on connections of its own.
 * The order of the methods is the order in which a backup and then a restore use them.
 */
export interface DatabaseEngine {
  readonly client: 'sqlite' | 'mysql';
  /** Whether staging and kept states are files in the backup folder, and not in the server. */
  readonly keepsFiles: boolean;
  /** Whether nobody else can write while a swap runs, not even a heartbeat. */
  readonly swapKeepsOthersOut: boolean;
  /** What a plan should know: whether this backup can come back here. Reads, and touches nothing. */
  assess(backup: BackedUpDatabase, choices: DatabaseChoices): Promise<PlanCheck[]>;
  /**
   * The name under which the swap of that token is going to keep the old state.
   *
   * @param place.folder where a file of it would lie
   */
  keptName(place: { readonly folder: string; readonly token: string }): string;
  /** Bytes that a dump is going to take, about. */
  size(kept: KeptDatabase): Promise<number>;
  dump(sink: DumpSink, options: DumpOptions): Promise<DatabaseFacts>;
  /**
   * Addresses of the local media that the database names.
   *
   * @param scratch of a dump that has just been made, so that it is the same moment; else null
   */
  mediaUrls(scratch: string | null): AsyncIterable<string> | Iterable<string>;
  /** Does something while the lease is compared under a lock; see `docs/restore-protocol.md`. */
  underFence(lease: Lease, act: () => void): Promise<void>;
  /**
   * Checks a file of this kind of database in an archive; null where the engine has no files.
   *
   * @param minFreeDisk bytes that stay free, whatever size the archive says its database has
   */
  check(folder: string, minFreeDisk: number): Staging | null;
  stage(options: StageOptions): Staging;
  /** Stages what an earlier swap kept, for undo; the kept state itself is not used up. */
  stageKept(undo: string, options: StageOptions): Promise<void>;
  /**
   * Adds what is missing from one staged database to another, `docs/restore-protocol.md`, "Preserve".
   *
   * @param into a copy of the site
   * @param from the backup
   */
  merge(into: StagedPlace, from: StagedPlace, options: MergeOptions): Promise<MergeSummary>;
  /** The commit point. @throws BackupError LEASE_LOST; then nothing has changed */
  swap(options: SwapOptions): Promise<SwapResult>;
  /**
   * Whether a swap was committed that the journal does not know of yet, and what it wanted the journal to
   * say. From this call on the swap of that token cannot happen any more. Where the journal is written by
   * the swap itself: null.
   */
  swapHappened(token: string, lease: Lease): Promise<{ readonly detail: string } | null>;
  /**
   * After the commit point, repeatable: foreign keys, triggers, views. Nothing to do on SQLite.
   *
   * @returns sentences about what could not be made, for the result of the restore
   */
  rollForward(detail: { token: string; undo: string }, lease: Lease): Promise<readonly string[]>;
  /** Before the commit point, repeatable: removes what was staged. */
  discardStaging(detail: { folder: string; token: string }): Promise<void>;
  /** Lets go of a kept state. Repeatable. */
  discardKept(undo: string): Promise<void>;
  /**
   * Removes what interrupted restores left behind. Only while nothing runs.
   *
   * @param undoFolder where files of kept states lie
   * @param keeping the kept states that are still wanted
   */
  sweep(undoFolder: string, keeping: readonly string[]): Promise<void>;
}
