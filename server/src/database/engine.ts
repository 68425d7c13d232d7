import type { ReportProgress, WriteLog } from '../progress';

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
  readonly client: 'sqlite' | 'mysql';
  readonly serverVersion: string;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly snapshotLevel: string;
  readonly flavour: string;
  readonly schemaFingerprint: string;
  readonly tables: readonly TableFacts[];
}

/** Where a dump goes: the archive, seen from the database. */
export interface DumpSink {
  addFile(entry: string, file: string): Promise<void>;
}

export interface DumpOptions {
  /** An empty folder of mode 0700 for what must be prepared before it is archived. */
  readonly scratch: string;
  readonly excludeLogs: boolean;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
  readonly log: WriteLog;
}
