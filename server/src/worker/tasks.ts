import { copyArchive } from '../copies/copy-archive';
import { makeArchive } from '../backup/make-archive';
import { verifyArchive } from '../backup/verify-archive';
import type { DatabaseEngine } from '../database/engine';
import type { Progress, WriteLog } from '../progress';
import { convertUpload } from '../import/convert-upload';
import { moveRestoredMedia } from '../restore/move-restored-media';
import { stagePreserve } from '../restore/stage-preserve';
import { stageRestore } from '../restore/stage-restore';
import { stageUndo } from '../restore/stage-undo';
import { swapDatabase } from '../restore/swap-database';
import { publishUpload } from '../upload/publish-upload';

/** What a task gets besides its input. */
export interface TaskContext {
  readonly engine: DatabaseEngine;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress, step?: string) => void;
  readonly log: WriteLog;
}

/** Everything that a worker can be asked to do, in the order in which jobs ask. */
export const TASKS = {
  'make-archive': makeArchive,
  'verify-archive': verifyArchive,
  'copy-archive': copyArchive,
  'convert-upload': convertUpload,
  'publish-upload': publishUpload,
  'stage-restore': stageRestore,
  'stage-preserve': stagePreserve,
  'stage-undo': stageUndo,
  'swap-database': swapDatabase,
  'move-media': moveRestoredMedia,
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskInput<Name extends TaskName> = Parameters<(typeof TASKS)[Name]>[0];
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<(typeof TASKS)[Name]>>;
