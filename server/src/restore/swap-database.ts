import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { swapSqlite, type SqliteSwapResult } from '../database/sqlite/swap-sqlite';
import type { Lease } from '../lease/lease';
import type { TaskContext } from '../worker/tasks';
import type { JournalDetail } from './journal';

export interface SwapInput {
  readonly stagingFile: string;
  readonly undoFile: string;
  readonly journalId: string;
  readonly lease: Lease;
  readonly expiryMs: number;
  readonly skipTables: readonly string[];
  readonly detail: JournalDetail;
}

/** The commit point of a restore, in the worker. */
export function swapDatabase(input: SwapInput, context: TaskContext): Promise<SqliteSwapResult> {
  mkdirSync(path.dirname(input.undoFile), { recursive: true, mode: 0o700 });
  const result = swapSqlite(context.database, {
    ...input,
    detail: ({ tables, rows, keptTables }) =>
      JSON.stringify({ ...input.detail, tables, rows, keptTables } satisfies JournalDetail),
    report: (progress) => {
      context.report(progress);
    },
  });
  return Promise.resolve(result);
}
