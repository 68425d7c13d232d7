import { readArchive } from '../archive/read-archive';
import type { Actor } from '../contracts/backups';
import type { RestoreComponent } from '../contracts/restores';
import type { DatabaseChoices, StageOptions } from '../database/engine';
import type { Lease } from '../lease/lease';
import { StagedMedia } from '../media/staged-media';
import { createMediaStaging, mediaStaging } from '../media/staging-folder';
import { pausePoint } from '../pause-points';
import { requireSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';

/** Where a restore or an undo prepares, and for whom. */
export interface StagingPlace {
  readonly stagingFolder: string;
  /** Part of every name that is made in the database. */
  readonly token: string;
  readonly uploads: string;
  /** `.<id>`: the media go to `.<id>-<fence>/new` in the uploads folder; null without media. */
  readonly mediaStem: string | null;
  readonly lease: Lease;
  /** Who is to get in afterwards; null to take the accounts as they come. */
  readonly keep: Actor | null;
  readonly minFreeDisk: number;
}

/** A place, and what to do with what cannot come back as it was. */
interface Staging extends StagingPlace, DatabaseChoices {}

export interface StageInput extends Staging {
  readonly file: string;
  readonly expected: { readonly size: number; readonly sha256: string } | null;
  /** What the plan found: nothing larger is unpacked. */
  readonly declared: { readonly databaseBytes: number; readonly mediaBytes: number };
  readonly components: readonly RestoreComponent[];
}

export interface Staged {
  readonly tables: number;
  readonly rows: number;
  readonly mediaFiles: number;
  readonly mediaBytes: number;
  /** What is not exactly as it was, in sentences. */
  readonly notes: string[];
}

/**
 * Archive → staging, in one pass through the reader: the database beside the live one, the media
 * beside the live ones. Nothing of the site is touched.
 *
 * @throws BackupError ARCHIVE_…, DATABASE_CORRUPT, STAGING_MISMATCH, DISK_FULL
 */
export async function stageRestore(input: StageInput, context: TaskContext): Promise<Staged> {
  context.report({ done: 0, total: 0 }, 'stage-database');
  const { notes, noting } = notingWarnings(context);
  const database = input.components.includes('database') ? stageDatabase(input, noting) : null;
  const media = stageMedia(input);
  try {
    const { manifest } = await readArchive({
      file: input.file,
      ...(input.expected === null ? {} : { expected: input.expected }),
      quota: Number.MAX_SAFE_INTEGER,
      signal: context.signal,
      onProgress: (done, total) => {
        const inMedia = media !== null && media.files > 0;
        context.report({ done, total }, inMedia ? 'stage-media' : 'stage-database');
      },
      onEntry: async (entry, body) => {
        if (entry.path.group === 'database') {
          await database?.accept({ name: entry.path.text, size: entry.size }, body);
        }
        if (media !== null && entry.path.group === 'media') {
          await media.add(entry, body);
          if (media.files === 2) pausePoint('restore.stage-media.half');
        }
      },
    });
    await database?.finish(manifest.tables);
    pausePoint('restore.stage-database');
    await media?.sync();
    pausePoint('restore.stage-media');
    return {
      tables: database === null ? 0 : manifest.counts.tables,
      rows: database === null ? 0 : manifest.counts.rows,
      mediaFiles: media?.files ?? 0,
      mediaBytes: media?.bytes ?? 0,
      notes,
    };
  } finally {
    await database?.close();
  }
}

/** Warnings of the log are a part of the result, too. */
export function notingWarnings(context: TaskContext): { notes: string[]; noting: TaskContext } {
  const notes: string[] = [];
  const log: TaskContext['log'] = (level, text) => {
    if (level === 'warn') notes.push(text);
    context.log(level, text);
  };
  return { notes, noting: { ...context, log } };
}

function stageDatabase(input: StageInput, context: TaskContext) {
  const staging = context.engine.stage(stageOptions(input, context));
  if (context.engine.keepsFiles) {
    requireSpace(input.stagingFolder, input.declared.databaseBytes, input.minFreeDisk);
  }
  return staging;
}

function stageMedia(input: StageInput): StagedMedia | null {
  if (input.mediaStem === null) return null;
  requireSpace(input.uploads, input.declared.mediaBytes, input.minFreeDisk);
  const staging = mediaStaging(input.uploads, input.mediaStem, input.lease.fence);
  createMediaStaging(staging);
  return new StagedMedia(staging);
}

/** The same for a restore and for an undo. */
export function stageOptions(place: Staging, context: TaskContext): StageOptions {
  return {
    folder: place.stagingFolder,
    token: place.token,
    lease: place.lease,
    purpose: 'swap',
    keep: place.keep,
    forbiddenObjects: place.forbiddenObjects,
    withoutHistory: place.withoutHistory,
    signal: context.signal,
    report: (progress) => {
      context.report(progress, 'stage-database');
    },
    log: context.log,
  };
}
