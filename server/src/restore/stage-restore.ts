import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { SQLITE_DATABASE } from '../archive/entry-path';
import { readArchive } from '../archive/read-archive';
import { unpackEntry } from '../archive/unpack-entry';
import type { RestoreComponent } from '../contracts/restores';
import type { KeptAccount } from '../database/sqlite/keep-account';
import { stageSqlite } from '../database/sqlite/stage-sqlite';
import type { Lease } from '../lease/lease';
import { createMediaStaging, mediaStaging } from '../media/staging-folder';
import { StagedMedia } from '../media/staged-media';
import { pausePoint } from '../pause-points';
import { diskSpace, requireSpace } from '../storage/disk-space';
import type { TaskContext } from '../worker/tasks';

export interface StageInput {
  readonly file: string;
  readonly expected: { readonly size: number; readonly sha256: string } | null;
  /** What the plan found: nothing larger is unpacked. */
  readonly declared: { readonly databaseBytes: number; readonly mediaBytes: number };
  readonly components: readonly RestoreComponent[];
  readonly stagingFolder: string;
  readonly uploads: string;
  /** `.<id>`: the media go to `.<id>-<fence>/new` in the uploads folder. */
  readonly mediaStem: string | null;
  readonly lease: Lease;
  readonly account: KeptAccount | null;
  readonly minFreeDisk: number;
}

export interface Staged {
  readonly tables: number;
  readonly rows: number;
  readonly mediaFiles: number;
  readonly mediaBytes: number;
}

/**
 * Archive → staging, in one pass through the reader: the database into a private folder, the media
 * beside the live ones. Nothing of the site is touched.
 *
 * @throws BackupError ARCHIVE_…, DATABASE_CORRUPT, DISK_FULL
 */
export async function stageRestore(input: StageInput, context: TaskContext): Promise<Staged> {
  const withDatabase = input.components.includes('database');
  const withMedia = input.components.includes('media') && input.mediaStem !== null;
  const file = path.join(input.stagingFolder, 'database.sqlite');
  mkdirSync(input.stagingFolder, { recursive: true, mode: 0o700 });
  if (withDatabase)
    requireSpace(input.stagingFolder, input.declared.databaseBytes, input.minFreeDisk);
  if (withMedia) requireSpace(input.uploads, input.declared.mediaBytes, input.minFreeDisk);

  const staging =
    input.mediaStem === null
      ? null
      : mediaStaging(input.uploads, input.mediaStem, input.lease.fence);
  if (staging !== null) createMediaStaging(staging);
  const media = staging === null ? null : new StagedMedia(staging);
  context.report({ done: 0, total: 0 }, 'stage-database');
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
      if (withDatabase && entry.path.text === SQLITE_DATABASE) {
        await unpackEntry(body, file, {
          size: entry.size,
          free: diskSpace(input.stagingFolder).free,
        });
        pausePoint('restore.stage-database.loaded');
      }
      if (media !== null && entry.path.group === 'media') {
        await media.add(entry, body);
        if (media.files === 2) pausePoint('restore.stage-media.half');
      }
    },
  });
  if (withDatabase) {
    stageSqlite(context.database, { file, expected: manifest.tables, account: input.account });
  }
  pausePoint('restore.stage-database');
  if (media !== null) await media.sync();
  pausePoint('restore.stage-media');
  return {
    tables: withDatabase ? manifest.counts.tables : 0,
    rows: withDatabase ? manifest.counts.rows : 0,
    mediaFiles: media?.files ?? 0,
    mediaBytes: media?.bytes ?? 0,
  };
}
