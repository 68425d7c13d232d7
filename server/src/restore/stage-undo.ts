import type { DatabaseChoices, KeptDatabase } from '../database/engine';
import { createMediaStaging, mediaStaging } from '../media/staging-folder';
import { pausePoint } from '../pause-points';
import { requireSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';
import { stageOptions, type StagingPlace } from './stage-restore';

export interface StageUndoInput extends StagingPlace, DatabaseChoices {
  readonly keptDatabase: KeptDatabase;
  /** The backup folder's own; for the check of the free disk. */
  readonly backupFolder: string;
}

/**
 * Kept state → staging. The kept database is copied, not used up: until the swap has committed, it is
 * still what undo needs. The kept media are moved after the swap.
 */
export async function stageUndo(input: StageUndoInput, context: TaskContext): Promise<void> {
  if (input.mediaStem !== null) {
    createMediaStaging(mediaStaging(input.uploads, input.mediaStem, input.lease.fence));
  }
  if (input.keptDatabase !== null) {
    if (context.engine.keepsFiles) {
      const size = await context.engine.size(input.keptDatabase);
      requireSpace(input.backupFolder, 2 * size, input.minFreeDisk);
    }
    await context.engine.stageKept(input.keptDatabase, stageOptions(input, context));
  }
  pausePoint('restore.stage-database');
  pausePoint('restore.stage-media');
}
