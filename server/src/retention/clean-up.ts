import { existsSync } from 'node:fs';
import path from 'node:path';
import { removeBackup, removeLocalArchive } from '../backup/delete-backup';
import type { z } from 'zod';
import { backupSchema, type Backup } from '../contracts/backups';
import type { CleanupResult } from '../contracts/cleanup';
import { copiesToKeep } from '../copies/copies-to-keep';
import { retireCopies } from '../copies/retire-copies';
import { hasCopy, isOnlyCopied } from '../copies/copy-state';
import type { Job } from '../jobs/job';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { planCleanup, type RetainingSchedule } from './plan-cleanup';
import type { RetentionPlan } from './plan-retention';
import { retentionContext } from './retention-context';
import { retainedSchema } from './retention-reason';

const plannedSchema = retainedSchema.extend(
  backupSchema.pick({ name: true, schedule: true, copies: true }).shape,
);
export type PlannedBackup = z.infer<typeof plannedSchema>;

/** Others have no archive that could be deleted. */
const WITH_ARCHIVE = { sql: `status = 'completed' AND file_name IS NOT NULL`, params: [] };

export interface PlannedCleanup extends RetentionPlan {
  /** To be deleted, oldest first. */
  readonly doomed: readonly PlannedBackup[];
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
  const backups = await site.backups.select(plannedSchema, WITH_ARCHIVE);
  const schedules = await site.schedules.find({ sql: '1 = 1', params: [] });
  const here = backups.filter((backup) => !isOnlyCopied(backup));
  const plan = planCleanup(here, {
    ...retentionContext(site),
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
    const copiesKept = await keptCopies(site);
    const deleted: Backup[] = [];
    for (const backup of doomed) {
      job.signal.throwIfAborted();
      // Somebody may pin it, or delete it, at any moment.
      const now = await site.backups.get(backup.id);
      if (now === null || now.pinned) continue;
      if (copiesKept.has(now.id)) await removeLocalArchive(site, job, now);
      else await removeBackup(site, now);
      deleted.push(now);
      job.note('info', `Deleted by retention: ${now.name}`);
    }
    return cleanupResult([...deleted, ...(await retire(site, job))], overCap);
  });
}

/** Backups whose copies stay when they themselves go: the second folder has a policy of its own. */
async function keptCopies(site: Site): Promise<ReadonlySet<string>> {
  if (site.settings.secondFolder === null || site.settings.secondRetention === null) {
    return new Set();
  }
  return new Set((await copiesToKeep(site)).filter(hasCopy).map(({ id }) => id));
}

/** The backup folder is cleaned up, whatever is the matter with the second one. */
async function retire(site: Site, job: Job): Promise<Backup[]> {
  try {
    return await retireCopies(site, job);
  } catch (error) {
    job.signal.throwIfAborted();
    job.note('warn', error instanceof Error ? error.message : String(error));
    return [];
  }
}

export function cleanupResult(
  doomed: readonly Pick<Backup, 'id' | 'name' | 'createdAt' | 'size'>[],
  overCap: boolean,
): CleanupResult {
  return {
    deleted: doomed.map(({ id, name, createdAt, size }) => ({ id, name, createdAt, size })),
    bytes: doomed.reduce((sum, { size }) => sum + (size ?? 0), 0),
    overCap,
  };
}
