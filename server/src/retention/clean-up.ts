import { existsSync } from 'node:fs';
import path from 'node:path';
import { removeBackup } from '../backup/delete-backup';
import type { Backup } from '../contracts/backups';
import type { CleanupResult } from '../contracts/cleanup';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { planCleanup, type RetainingSchedule } from './plan-cleanup';
import type { RetentionPlan } from './plan-retention';

const HOUR_MS = 60 * 60 * 1000;

export interface PlannedCleanup extends RetentionPlan {
  /** To be deleted, oldest first. */
  readonly doomed: readonly Backup[];
}

/**
 * What retention would delete now. Reads, and touches nothing. What is not in the folder is not forgotten: its disk
 * may be mounted again.
 *
 * @param edited a schedule as it is going to be, in place of how it is
 * @throws BackupError FOLDER_UNUSABLE
 */
export async function planSiteCleanup(
  site: Site,
  edited?: RetainingSchedule,
): Promise<PlannedCleanup> {
  const { root } = site.folder();
  const backups = await site.backups.find({ sql: '1 = 1', params: [] });
  const schedules = await site.schedules.find({ sql: '1 = 1', params: [] });
  const plan = planCleanup(backups, {
    now: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    keepSafety: site.settings.keepSafetyBackups,
    keepSafetyMs: site.settings.keepReplacedHours * HOUR_MS,
    schedules: schedules.map((schedule) => (schedule.id === edited?.id ? edited : schedule)),
    retention: site.settings.retention,
    maxTotalSize: site.settings.maxTotalSize,
  });
  const doomedIds = new Set(
    plan.decisions.filter(({ reasons }) => reasons.length === 0).map(({ id }) => id),
  );
  const doomed = backups
    .filter(
      ({ id, fileName }) =>
        doomedIds.has(id) &&
        fileName !== null &&
        existsSync(path.join(root, path.basename(fileName))),
    )
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  return { ...plan, doomed };
}

/**
 * Deletes what retention does not keep, as one job: what was pinned a moment ago stays.
 *
 * @throws BackupError JOB_RUNNING, FOLDER_UNUSABLE, STORAGE_UNREACHABLE
 */
export async function cleanUp(site: Site, runner: JobRunner): Promise<CleanupResult> {
  return runner.holding({ kind: 'delete', recordId: '', name: 'Clean-up' }, async (job) => {
    const { doomed, overCap } = await planSiteCleanup(site);
    const deleted: Backup[] = [];
    for (const backup of doomed) {
      job.signal.throwIfAborted();
      // Somebody may pin it, or delete it, at any moment.
      const now = await site.backups.get(backup.id);
      if (now === null || now.pinned) continue;
      await removeBackup(site, now);
      deleted.push(now);
      job.note('info', `Deleted by retention: ${now.name}`);
    }
    return cleanupResult(deleted, overCap);
  });
}

export function cleanupResult(doomed: readonly Backup[], overCap: boolean): CleanupResult {
  return {
    deleted: doomed.map(({ id, name, createdAt, size }) => ({ id, name, createdAt, size })),
    bytes: doomed.reduce((sum, { size }) => sum + (size ?? 0), 0),
    overCap,
  };
}
