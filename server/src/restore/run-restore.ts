import path from 'node:path';
import type { RestoreRecord } from '../catalog/restore-records';
import type { Actor, Backup } from '../contracts/backups';
import type { RestoreStep } from '../contracts/steps';
import { findArchive } from '../copies/find-archive';
import type { DatabaseChoices } from '../database/engine';
import { openEngine } from '../database/open-engine';
import { BackupError } from '../errors';
import type { Job } from '../jobs/job';
import { pausePoint } from '../pause-points';
import { randomId } from '../random-id';
import type { Site } from '../site';
import { prepareJournal, updateJournal, type JournalDetail } from './journal';
import { blockingCheck, planRestore } from './plan-restore';
import { rollForward } from './roll-forward';
import { makeSafetyBackup } from './safety-backup';
import { foreignTables, preserveInput } from './preserve-input';
import type { StageInput, StagingPlace } from './stage-restore';

/**
 * catalog → storage → archive → staging → swap → site. The caller holds the lease through `job`, and
 * hands whatever is thrown to `settleRestore`, which rolls back or forward by the journal.
 *
 * The steps and what a crash in each of them means: `docs/restore-protocol.md`.
 */
export async function runRestore(
  site: Site,
  job: Job,
  record: RestoreRecord,
  backup: Backup,
  options: { readonly safetyBackup: boolean; readonly choices: DatabaseChoices },
): Promise<void> {
  const folder = site.folder();
  const journalId = randomId();
  const file = await findArchive(site, backup);
  const expected =
    backup.size === null || backup.sha256 === null
      ? null
      : { size: backup.size, sha256: backup.sha256 };
  const enter = (step: RestoreStep) => {
    job.enter(step);
  };

  enter('plan');
  const { manifest } = await job.run('verify-archive', {
    file,
    expected,
    scratch: folder.staging,
    minFreeDisk: site.settings.minFreeDisk,
    shallow: true,
  });
  const plan = await planRestore(site, manifest, record, options.choices);
  await site.restores.updateHolding(job.lease, record.id, { plan });
  const blocking = blockingCheck(plan);
  if (blocking !== null) {
    throw new BackupError('PLAN_BLOCKED', blocking.message, { detail: { check: blocking.code } });
  }
  pausePoint('restore.plan');

  const engine = openEngine(site.database);
  const token = randomId(12);
  const withDatabase = record.components.includes('database');
  const withMedia = record.components.includes('media');
  const detail: JournalDetail = {
    components: record.components,
    stagingFolder: path.join(folder.staging, journalId),
    token,
    sourceToken: record.mode === 'preserve' && withDatabase ? randomId(12) : null,
    undoDatabase: withDatabase
      ? engine.keptName({ folder: path.join(folder.undo, journalId), token })
      : null,
    skipTables: [],
    mediaStem: withMedia ? newMediaStem() : null,
    mediaSource: null,
    tables: 0,
    rows: 0,
    mediaFiles: 0,
    mediaBytes: 0,
    keptTables: [],
    notes: [],
    preserved: null,
  };
  await closeForWriting(site, job, {
    id: journalId,
    restoreId: record.id,
    kind: 'restore',
    detail,
  });

  enter('safety');
  const safety = options.safetyBackup
    ? await makeSafetyBackup(site, job, record, `Before restoring “${backup.name}”`)
    : null;
  pausePoint('restore.safety');

  // A job that was frozen so long that another one took over stages nothing any more.
  await updateJournal(site.connection, job.lease, journalId, {});
  const input: StageInput = {
    file,
    expected,
    declared: {
      databaseBytes: manifest.entries.bytes - manifest.counts.mediaBytes,
      mediaBytes: manifest.counts.mediaBytes,
    },
    components: record.components,
    ...options.choices,
    ...stagingPlace(site, job, detail, record.actor),
  };
  const steps = {
    onStep: (step: string) => {
      enter(step === 'stage-media' ? 'stage-media' : 'stage-database');
    },
  };
  const staged =
    record.mode === 'preserve'
      ? await job.run('stage-preserve', preserveInput(site, input, detail, safety), steps)
      : await job.run('stage-restore', input, steps);
  const skipTables = detail.sourceToken === null ? [] : await foreignTables(site);
  await swapAndFinish(site, job, record, journalId, { ...detail, ...staged, skipTables });
}

/** Where to stage, for the worker. */
export function stagingPlace(
  site: Site,
  job: Job,
  detail: JournalDetail,
  actor: Actor | null,
): StagingPlace {
  return {
    stagingFolder: detail.stagingFolder,
    token: detail.token,
    uploads: site.media.uploads,
    mediaStem: detail.mediaStem,
    lease: job.lease,
    keep: site.settings.keepAccount ? actor : null,
    minFreeDisk: site.settings.minFreeDisk,
  };
}

/** A hidden name that nobody else uses in the uploads folder. */
export function newMediaStem(): string {
  return `.bk${randomId(12)}`;
}

interface NewJournal {
  readonly id: string;
  readonly restoreId: string;
  readonly kind: 'restore' | 'undo';
  readonly detail: JournalDetail;
}

/** From here on nothing new is written, and a crash is recovered by the journal. */
export async function closeForWriting(site: Site, job: Job, journal: NewJournal): Promise<void> {
  job.enter('gate');
  await prepareJournal(site.connection, job.lease, { ...journal, gate: 'write' });
  site.gate.set('write');
  pausePoint('restore.prepared');
  await site.gate.drain(journal.id, job.signal);
  pausePoint('restore.gate');
}

/** The part from which there is one way only: closed gate, commit point, roll forward. */
export async function swapAndFinish(
  site: Site,
  job: Job,
  record: RestoreRecord,
  journalId: string,
  detail: JournalDetail,
): Promise<void> {
  job.enter('prepare-swap');
  await updateJournal(site.connection, job.lease, journalId, { gate: 'closed', detail });
  site.gate.set('closed');
  pausePoint('restore.prepare-swap');

  job.enter('swap');
  if (detail.undoDatabase === null) {
    await updateJournal(site.connection, job.lease, journalId, { state: 'swapped' });
  } else {
    await swapInWorker(site, job, journalId, detail, detail.undoDatabase);
  }
  pausePoint('restore.swap');
  await rollForward(site, job.lease, journalId, job);
}

async function swapInWorker(
  site: Site,
  job: Job,
  journalId: string,
  detail: JournalDetail,
  undo: string,
): Promise<void> {
  const { swapKeepsOthersOut } = openEngine(site.database);
  // Where nobody can write a heartbeat meanwhile, the swap itself extends the lease.
  if (swapKeepsOthersOut) job.heartbeat.pause();
  try {
    await job.run('swap-database', {
      folder: detail.stagingFolder,
      token: detail.token,
      undo,
      journalId,
      lease: job.lease,
      expiryMs: site.settings.lease.expiryMs,
      skipTables: detail.skipTables,
      detail,
    });
  } finally {
    if (swapKeepsOthersOut) job.heartbeat.resume();
  }
}
