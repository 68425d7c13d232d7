import path from 'node:path';
import { measureMedia } from '../media/measure-media';
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

export interface MovedMedia {
  /** The folder in which the old media now are, or null when there was none to take over. */
  readonly folder: string | null;
  /** What is in the uploads folder now. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Rolls the media forward and counts them. Safe to repeat, by this process or by one that took over.
 */
export async function moveRestoredMedia(
  input: MoveInput,
  context: Pick<TaskContext, 'report'>,
): Promise<MovedMedia> {
  const staging = takeOverMediaStaging(input.uploads, input.mediaStem, input.fence);
  if (staging !== null) {
    await moveMedia({
      uploads: input.uploads,
      staging,
      source:
        input.mediaSource === null ? null : path.join(input.uploads, input.mediaSource, 'old'),
      report: (progress) => {
        context.report(progress);
      },
    });
  }
  const { files, bytes } = measureMedia(input.uploads, () => false);
  return { folder: staging?.name ?? null, files, bytes };
}
