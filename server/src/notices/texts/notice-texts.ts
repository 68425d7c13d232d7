import type { BackupType, Verification } from '../../contracts/backups';
import type { HealthCode } from '../../contracts/health';
import type { ErrorCode } from '../../errors';

/** Reasons of a failed backup that are common, and that somebody can do something about. */
export const ADVISED_CODES = [
  'DISK_FULL',
  'FOLDER_UNUSABLE',
  'FOLDER_SERVED',
  'STORAGE_UNREACHABLE',
  'DATABASE_UNREACHABLE',
  'DATABASE_LOCKED',
  'DATABASE_CORRUPT',
  'SNAPSHOT_INCOMPLETE',
  'DUMP_TOOL_MISSING',
  'DUMP_TOOL_FAILED',
  'MEDIA_FOLDER_MISSING',
  'ARCHIVE_CORRUPT',
  'COMPRESSION_UNAVAILABLE',
  'INTERRUPTED',
  'LEASE_LOST',
  'WORKER_DIED',
] as const satisfies readonly ErrorCode[];
export type AdvisedCode = (typeof ADVISED_CODES)[number];

/** What one reason of bad health means. */
export interface HealthText {
  /** @param name of the schedule or backup that it is about, in quotes; empty when it is about none */
  readonly what: (name: string) => string;
  readonly advice: string;
}

/**
 * Everything that a notice says, in one language. Each language has all of it: a text that is missing is an error of the
 * compiler. What comes in as a parameter is formatted already.
 */
export interface NoticeTexts {
  /** BCP 47: how numbers and times are written. */
  readonly locale: string;
  /** Between a label and its value. */
  readonly colon: string;
  /** A name inside of a sentence. */
  readonly quote: (name: string) => string;
  readonly subject: {
    readonly completed: (backup: string, site: string) => string;
    readonly failed: (backup: string, site: string) => string;
    readonly unhealthy: (site: string) => string;
    readonly recovered: (site: string) => string;
    readonly test: (site: string) => string;
  };
  readonly headline: {
    readonly verified: string;
    readonly completed: string;
    readonly failed: string;
    readonly unhealthy: string;
    readonly recovered: string;
    /** Better than before, but not all is well. */
    readonly improved: string;
    readonly test: string;
  };
  /** Titles of lists. */
  readonly title: {
    readonly happened: string;
    readonly advice: string;
    readonly warnings: string;
    readonly reasons: string;
    readonly remaining: string;
    readonly before: string;
  };
  readonly label: {
    readonly site: string;
    readonly backup: string;
    readonly schedule: string;
    readonly type: string;
    readonly started: string;
    readonly duration: string;
    readonly size: string;
    readonly entries: string;
    readonly tables: string;
    readonly rows: string;
    readonly mediaFiles: string;
    readonly verification: string;
    readonly errorCode: string;
    readonly nextRun: string;
    readonly newestDatabase: string;
    readonly newestMedia: string;
    readonly since: string;
  };
  readonly type: Readonly<Record<BackupType, string>>;
  readonly verification: Readonly<Record<Verification, string>>;
  /** A size, and what it is unpacked. */
  readonly unpacked: (size: string, unpacked: string) => string;
  /** A number of files, and their size. */
  readonly files: (count: string, size: string) => string;
  /** There is none. */
  readonly none: string;
  readonly more: (count: string) => string;
  /** Before what the server says, which is English. */
  readonly details: string;
  /** Of a completed backup that nobody has read back. */
  readonly unverified: string;
  readonly test: string;
  readonly advice: Readonly<Record<AdvisedCode | 'other', string>>;
  readonly health: Readonly<Record<HealthCode, HealthText>>;
  /** Leads to the admin panel. */
  readonly open: string;
  /** Why one gets this. */
  readonly footer: string;
}
