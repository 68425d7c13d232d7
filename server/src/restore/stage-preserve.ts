import path from 'node:path';
import { readArchive } from '../archive/read-archive';
import { MEDIA_ROOT } from '../archive/entry-path';
import type { MergeConflict, MergeSummary, Preserved } from '../contracts/restores';
import type { StagedPlace, StageOptions } from '../database/engine';
import type { MergeModel } from '../database/merge/merge-model';
import { findPresent, linkLibrary } from '../media/preserve-library';
import { StagedMedia } from '../media/staged-media';
import { createMediaStaging, mediaStaging, type MediaStaging } from '../media/staging-folder';
import { pausePoint } from '../pause-points';
import { requireSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';
import { notingWarnings, stageOptions, type Staged, type StageInput } from './stage-restore';

interface Archive {
  readonly file: string;
  readonly expected: { readonly size: number; readonly sha256: string } | null;
}

export interface StagePreserveInput extends StageInput {
  /** Null where media alone are added. */
  readonly merge: MergeInput | null;
}

export interface MergeInput {
  /** The safety backup: the site as it is. */
  readonly site: Archive & { readonly databaseBytes: number };
  /** Where the database of the backup is staged, to be merged. */
  readonly source: StagedPlace;
  readonly model: MergeModel;
}

const EXAMPLES = 5;

/**
 * The mode *preserve*: a copy of the site, and into it what it lacks of the backup. From the swap on it is
 * like every other restore.
 *
 * @throws BackupError ARCHIVE_…, DATABASE_CORRUPT, STAGING_MISMATCH, DISK_FULL
 */
export async function stagePreserve(
  input: StagePreserveInput,
  context: TaskContext,
): Promise<Staged & { preserved: Preserved }> {
  context.report({ done: 0, total: 0 }, 'stage-database');
  const { notes, noting } = notingWarnings(context);
  // First of all: a worker that was frozen for long, and wakes up after the database, then finds no place for media
  // any more, and leaves none behind that nobody knows of.
  const place = makeMediaPlace(input);
  const database = input.merge === null ? null : await stageMerged(input, input.merge, noting);
  pausePoint('restore.stage-database');
  const media = place === null ? null : await stageMerging(input, place, context);
  pausePoint('restore.stage-media');
  const { added, kept, conflicts }: MergeSummary = database?.summary ?? {
    added: [],
    kept: 0,
    conflicts: [],
  };
  return {
    tables: database?.tables ?? 0,
    rows: database?.rows ?? 0,
    mediaFiles: media?.files ?? 0,
    mediaBytes: media?.bytes ?? 0,
    notes,
    preserved: {
      added,
      kept,
      conflicts: [...conflicts, ...(media?.conflicts ?? [])],
      filesAdded: media?.added ?? 0,
      filesKept: media?.kept ?? 0,
    },
  };
}

async function stageMerged(
  input: StagePreserveInput,
  { site, source, model }: MergeInput,
  context: TaskContext,
): Promise<{ tables: number; rows: number; summary: MergeSummary }> {
  const { engine, signal } = context;
  if (engine.keepsFiles) {
    // The copy of the site grows by what the backup adds at most.
    const needed = site.databaseBytes + 2 * input.declared.databaseBytes;
    requireSpace(path.dirname(input.stagingFolder), needed, input.minFreeDisk);
  }
  const options: StageOptions = stageOptions(input, context);
  // What was chosen is about the backup; the site comes back as it is.
  const asItIs = { ...options, forbiddenObjects: 'refuse', withoutHistory: false } as const;
  const counts = await loadDatabase(site, asItIs, context);
  try {
    await loadDatabase(input, { ...options, ...source, purpose: 'merge' }, context);
    const into = { folder: input.stagingFolder, token: input.token };
    const summary = await engine.merge(into, source, {
      model,
      signal,
      report: options.report,
    });
    pausePoint('restore.merged');
    return { ...counts, summary };
  } finally {
    await engine.discardStaging(source);
  }
}

async function loadDatabase(
  { file, expected }: Archive,
  options: StageOptions,
  context: TaskContext,
): Promise<{ tables: number; rows: number }> {
  const staging = context.engine.stage(options);
  try {
    const { manifest } = await readArchive({
      file,
      ...(expected === null ? {} : { expected }),
      quota: Number.MAX_SAFE_INTEGER,
      signal: context.signal,
      onProgress: (done, total) => {
        context.report({ done, total }, 'stage-database');
      },
      onEntry: async (entry, body) => {
        if (entry.path.group !== 'database') return;
        await staging.accept({ name: entry.path.text, size: entry.size }, body);
      },
    });
    await staging.finish(manifest.tables);
    return { tables: manifest.counts.tables, rows: manifest.counts.rows };
  } finally {
    await staging.close();
  }
}

interface MergedMedia {
  readonly files: number;
  readonly bytes: number;
  readonly added: number;
  readonly kept: number;
  readonly conflicts: readonly MergeConflict[];
}

function makeMediaPlace({ uploads, mediaStem, lease }: StagePreserveInput): MediaStaging | null {
  if (mediaStem === null) return null;
  const place = mediaStaging(uploads, mediaStem, lease.fence);
  createMediaStaging(place);
  return place;
}

async function stageMerging(
  input: StagePreserveInput,
  staging: MediaStaging,
  context: TaskContext,
): Promise<MergedMedia> {
  context.report({ done: 0, total: 0 }, 'stage-media');
  const linked = await linkLibrary({
    uploads: input.uploads,
    fresh: staging.fresh,
    signal: context.signal,
    room: (bytes) => {
      requireSpace(input.uploads, bytes, input.minFreeDisk);
    },
    report: (progress) => {
      context.report(progress, 'stage-media');
    },
  });
  const { media, kept, differing } = await addMissing(input, staging, context);
  await media.sync();
  return {
    files: linked.files + media.files,
    bytes: linked.bytes + media.bytes,
    added: media.files,
    kept,
    conflicts:
      differing.length === 0
        ? []
        : [
            {
              code: 'FILE_DIFFERS',
              what: 'uploads',
              count: differing.length,
              examples: differing.slice(0, EXAMPLES),
            },
          ],
  };
}

async function addMissing(input: StagePreserveInput, staging: MediaStaging, context: TaskContext) {
  const media = new StagedMedia(staging);
  const differing: string[] = [];
  let kept = 0;
  await readArchive({
    file: input.file,
    ...(input.expected === null ? {} : { expected: input.expected }),
    quota: Number.MAX_SAFE_INTEGER,
    signal: context.signal,
    onProgress: (done, total) => {
      context.report({ done, total }, 'stage-media');
    },
    onEntry: async (entry, body) => {
      if (entry.path.group !== 'media') return;
      const relative = entry.path.bytes.subarray(MEDIA_ROOT.length);
      const present = await findPresent(staging.fresh, relative, entry, body);
      if (present === 'nothing') {
        requireSpace(input.uploads, entry.size, input.minFreeDisk);
        await media.add(entry, body);
        if (media.files === 1) pausePoint('restore.stage-media.half');
      } else if (present === 'the same') kept += 1;
      else differing.push(entry.path.text);
    },
  });
  return { media, kept, differing };
}
