import type { SwapOptions, SwapResult } from '../database/engine';
import type { TaskContext } from '../worker/tasks';
import type { JournalDetail } from './journal';

export type SwapInput = Omit<SwapOptions, 'detail' | 'report'> & {
  readonly detail: JournalDetail;
};

/** The commit point of a restore, in the worker. */
export function swapDatabase(input: SwapInput, context: TaskContext): Promise<SwapResult> {
  return context.engine.swap({
    ...input,
    detail: ({ tables, rows, keptTables }) =>
      JSON.stringify({ ...input.detail, tables, rows, keptTables } satisfies JournalDetail),
    report: (progress) => {
      context.report(progress);
    },
  });
}
