import path from 'node:path';
import { moveMedia } from '../media/move-media';
import { takeOverMediaStaging } from '../media/staging-folder';
import type { TaskContext } from '../worker/tasks';

export interface MoveInput {
  readonly uploads: string;
  readonly mediaStem: string;
  readonly fence: number;
  /** Undo: the folder of the restore that is undone, whose `old` becomes the new media. */
  readonly mediaSource: string | null;
}

/**
 * Rolls the media forward. Safe to repeat, by this process or by one that took over.
 *
 * @returns the name of the folder in which the old media now are, or null when there is none
 */
export async function moveRestoredMedia(
  input: MoveInput,
  context: Pick<TaskContext, 'report'>,
): Promise<string | null> {
  const staging = takeOverMediaStaging(input.uploads, input.mediaStem, input.fence);
  if (staging === null) return null;
  await moveMedia({
    uploads: input.uploads,
    staging,
    source: input.mediaSource === null ? null : path.join(input.uploads, input.mediaSource, 'old'),
    report: (progress) => {
      context.report(progress);
    },
  });
  return staging.name;
}
