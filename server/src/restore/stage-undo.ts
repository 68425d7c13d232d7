import { copyFileSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { KeptAccount } from '../database/sqlite/keep-account';
import { stageSqlite } from '../database/sqlite/stage-sqlite';
import { createMediaStaging, mediaStaging } from '../media/staging-folder';
import type { Lease } from '../lease/lease';
import { requireSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';

export interface StageUndoInput {
  /** The kept database; null when the restore had not touched the database. */
  readonly keptDatabase: string | null;
  readonly stagingFolder: string;
  readonly uploads: string;
  readonly mediaStem: string | null;
  readonly lease: Lease;
  readonly account: KeptAccount | null;
  readonly minFreeDisk: number;
}

/**
 * Kept state → staging. The kept database is copied, not used up: until the swap has committed, it is
 * still what undo needs.
 */
export function stageUndo(input: StageUndoInput, context: TaskContext): Promise<void> {
  if (input.mediaStem !== null) {
    createMediaStaging(mediaStaging(input.uploads, input.mediaStem, input.lease.fence));
  }
  if (input.keptDatabase !== null) {
    const file = path.join(input.stagingFolder, 'database.sqlite');
    mkdirSync(input.stagingFolder, { recursive: true, mode: 0o700 });
    const { size } = statSync(input.keptDatabase);
    requireSpace(input.stagingFolder, size, input.minFreeDisk);
    context.report({ done: 0, total: size, item: 'database', watch: file }, 'stage-database');
    copyFileSync(input.keptDatabase, file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    stageSqlite(context.database, { file, expected: null, account: input.account });
  }
  return Promise.resolve();
}
