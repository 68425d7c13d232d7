import path from 'node:path';
import type { RestoreRecord } from '../catalog/restore-records';
import type { Actor } from '../contracts/backups';
import type { ForbiddenObjects } from '../database/engine';
import { openEngine } from '../database/open-engine';
import { BackupError } from '../errors';
import type { Job } from '../jobs/job';
import { pausePoint } from '../pause-points';
import { randomId } from '../random-id';
import type { Site } from '../site';
import { updateJournal, type JournalDetail } from './journal';
import { closeForWriting, newMediaStem, stagingPlace, swapAndFinish } from './run-restore';
import { makeSafetyBackup } from './safety-backup';

export interface UndoRequest {
  readonly restore: RestoreRecord;
  readonly safetyBackup: boolean;
  readonly forbiddenObjects: ForbiddenObjects;
  readonly actor: Actor | null;
}

/** Whether the data that a restore replaced are still there and not in use again. */
export function canUndo(restore: RestoreRecord): boolean {
  return restore.status === 'completed' && restore.kept !== null && restore.undoneAt === null;
}

/** The same protocol as a restore; its staging is what the restore had replaced. */
export async function runUndo(site: Site, job: Job, request: UndoRequest): Promise<void> {
  const { restore } = request;
  const { kept } = restore;
  if (kept === null) {
    throw new BackupError('NOT_UNDOABLE', 'The data from before this restore are no longer kept.');
  }
  job.enter('plan');
  pausePoint('restore.plan');
  const folder = site.folder();
  const journalId = randomId();
  const token = randomId(12);
  const detail: JournalDetail = {
    components: restore.components,
    stagingFolder: path.join(folder.staging, journalId),
    token,
    sourceToken: null,
    undoDatabase:
      kept.database === null
        ? null
        : openEngine(site.database).keptName({ folder: path.join(folder.undo, journalId), token }),
    skipTables: kept.keptTables,
    mediaStem: kept.media === null ? null : newMediaStem(),
    mediaSource: kept.media,
    tables: 0,
    rows: 0,
    mediaFiles: 0,
    mediaBytes: 0,
    keptTables: kept.keptTables,
    notes: [],
    preserved: null,
  };
  await closeForWriting(site, job, { id: journalId, restoreId: restore.id, kind: 'undo', detail });

  job.enter('safety');
  if (request.safetyBackup) {
    await makeSafetyBackup(
      site,
      job,
      { ...restore, actor: request.actor },
      `Before undoing “${restore.backupName}”`,
    );
  }
  pausePoint('restore.safety');
  await updateJournal(site.connection, job.lease, journalId, {});

  job.enter('stage-database');
  await job.run('stage-undo', {
    keptDatabase: kept.database,
    forbiddenObjects: request.forbiddenObjects,
    // Kept tables have their past in them.
    withoutHistory: false,
    backupFolder: folder.root,
    ...stagingPlace(site, job, detail, request.actor),
  });
  await swapAndFinish(site, job, restore, journalId, detail);
}
