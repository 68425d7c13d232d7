import type { KeptState, RestoreRecord } from '../catalog/restore-records';
import type { Warning } from '../contracts/backups';
import type { RestoreResult } from '../contracts/restores';
import { duration } from '../backup/finish-backup';
import { openEngine } from '../database/open-engine';
import type { Job } from '../jobs/job';
import { renewLease, type Lease } from '../lease/lease';
import { pausePoint } from '../pause-points';
import type { Site } from '../site';
import { readActiveJournal, updateJournal, type Journal } from './journal';
import { discardKept } from './kept-state';
import { moveRestoredMedia, type MovedMedia } from './move-restored-media';

/**
 * From `swapped` to `finished`: everything after the commit point. Every act can be repeated, so
 * that whoever recovers an interrupted restore calls this as well.
 *
 * @param job null in recovery: then the moves run in this process
 */
export async function rollForward(
  site: Site,
  lease: Lease,
  journalId: string,
  job: Job | null,
): Promise<void> {
  // A job that was frozen and woken again must learn it here, before it moves anything.
  await renewLease(site.connection, lease, site.settings.lease.expiryMs);
  const journal = await readActiveJournal(site.connection);
  if (journal?.id !== journalId || journal.state !== 'swapped') {
    throw new Error('The journal does not say that the restore was swapped.');
  }
  job?.enter('roll-forward');
  const { token, undoDatabase } = journal.detail;
  const unmade =
    undoDatabase === null
      ? []
      : await openEngine(site.database).rollForward({ token, undo: undoDatabase }, lease);
  const moved = await moveMediaForward(site, lease, journal, job);
  pausePoint('restore.roll-forward');

  job?.enter('check');
  const warnings = [
    ...journal.detail.notes.map((message) => ({ code: 'DATABASE_NOTE', message })),
    ...unmade.map((message) => ({ code: 'OBJECT_NOT_MADE', message })),
    ...(moved === null ? [] : checkMedia(journal, moved)),
  ];
  const refreshed = await site.refresh();
  pausePoint('restore.check');

  job?.enter('open');
  const record = await site.restores.get(journal.restoreId);
  const kept: KeptState = {
    database: journal.detail.undoDatabase,
    media: moved?.folder ?? null,
    keptTables: journal.detail.keptTables,
  };
  // Progress that is still being written must not overwrite the end.
  await job?.settle();
  if (record !== null) {
    const result: RestoreResult = {
      tables: journal.detail.tables,
      rows: journal.detail.rows,
      mediaFiles: journal.detail.mediaFiles,
      mediaBytes: journal.detail.mediaBytes,
      keptTables: journal.detail.keptTables,
      warnings: [...warnings, ...refreshed.warnings],
      restartRequired: refreshed.restartRequired,
      preserved: journal.detail.preserved,
    };
    await finishRecord(site, lease, journal, record, result, kept);
  }
  await openEngine(site.database).discardStaging({
    folder: journal.detail.stagingFolder,
    token: journal.detail.token,
  });
  await updateJournal(site.connection, lease, journal.id, { state: 'finished', gate: 'open' });
  pausePoint('restore.finished');
  site.gate.set('open');
  if (record !== null) site.emit('restore.completed', { id: record.id, name: record.backupName });
}

async function moveMediaForward(
  site: Site,
  lease: Lease,
  journal: Journal,
  job: Job | null,
): Promise<MovedMedia | null> {
  const { mediaStem, mediaSource } = journal.detail;
  if (mediaStem === null) return null;
  const input = { uploads: site.media.uploads, mediaStem, fence: lease.fence, mediaSource };
  if (job === null) return moveRestoredMedia(input, { report: () => undefined });
  return job.run('move-media', input);
}

/** The moves are exact; a difference means that another program writes into the folder. */
function checkMedia(journal: Journal, found: MovedMedia): Warning[] {
  const { mediaFiles, mediaBytes } = journal.detail;
  if (journal.kind === 'undo') return [];
  if (found.files === mediaFiles && found.bytes === mediaBytes) return [];
  return [
    {
      code: 'MEDIA_DIFFER',
      message: `The uploads folder has ${String(found.files)} files instead of ${String(mediaFiles)}. Another program seems to write into it.`,
    },
  ];
}

async function finishRecord(
  site: Site,
  lease: Lease,
  journal: Journal,
  record: RestoreRecord,
  result: RestoreResult,
  kept: KeptState,
): Promise<void> {
  const now = new Date().toISOString();
  const keptUntil = new Date(
    Date.parse(now) + site.settings.keepReplacedHours * 3_600_000,
  ).toISOString();
  if (journal.kind === 'restore') {
    await site.restores.updateHolding(lease, record.id, {
      status: 'completed',
      step: null,
      progress: 100,
      result,
      kept,
      keptUntil,
      finishedAt: now,
      durationMs: duration(record, now),
    });
    return;
  }
  // What was kept is the site again; what the undo replaced is kept in its place.
  const used = record.kept;
  await site.restores.updateHolding(lease, record.id, {
    undoneAt: now,
    kept,
    keptUntil,
    step: null,
  });
  if (used === null) return;
  if (used.database !== kept.database || used.media !== kept.media) await discardKept(site, used);
}
