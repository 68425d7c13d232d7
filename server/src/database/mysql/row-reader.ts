import type { DumpOptions, DumpSink } from '../engine';
import type { MysqlSettings } from '../settings';
import type { PlannedTable } from './dump-plan';
import type { MysqlSession } from './mysql-session';
import type { DumpedRows } from './row-files';

export interface RowTarget {
  readonly sink: DumpSink;
  /**
   * Writes what comes before the rows. Called once, before the first of them goes to the archive, and
   * when the moment of the rows is fixed: what has no snapshot (a sequence) must not be older than they.
   */
  readonly begin: () => Promise<void>;
  /** Told the bytes of each file of rows. */
  readonly onBytes: (bytes: number, table: string) => void;
}

/** One way to get the rows of all tables, as they were at one moment. */
export interface RowReader {
  /** For the manifest: how the moment was kept; known when the snapshot has begun. */
  readonly snapshotLevel: string;
  /** Begins the snapshot on the connection that has the structure, and again after a change of tables. */
  startSnapshot(): Promise<void>;
  /**
   * @param tables those with rows, in the order of their entries; none of them can be changed meanwhile
   * @returns what was written, by the table's name in the backup
   */
  read(
    tables: readonly PlannedTable[],
    target: RowTarget,
  ): Promise<ReadonlyMap<string, DumpedRows>>;
  /** Ends what it has opened. */
  close(): void;
}

/** @param session on which the structure is read; it keeps the tables as they are */
export type OpenRowReader = (
  settings: MysqlSettings,
  session: MysqlSession,
  options: DumpOptions,
) => Promise<RowReader>;
