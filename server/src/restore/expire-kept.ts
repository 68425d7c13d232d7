import { existsSync } from 'node:fs';
import path from 'node:path';
import { newBackup } from '../backup/new-backup';
import { abandonBackup } from '../backup/start-backup';
import { runBackup } from '../backup/run-backup';
import type { RestoreRecord } from '../catalog/restore-records';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { confirmRestore } from './confirm-restore';

/**
 * Lets go of kept states whose time is over: at once where a verified safety backup of them exists,
 * otherwise only after they have been archived. What cannot be archived stays.
 */
export async function expireKept(site: Site, runner: JobRunner): Promise<void> {
  const now = Date.now();
  const keeping = await site.restores.find({ sql: 'kept IS NOT NULL', params: [] });
  for (const restore of keeping) {
    if (restore.keptUntil === null || Date.parse(restore.keptUntil) > now) continue;
    if ((await hasSafetyBackup(site, restore)) || (await archiveKept(site, runner, restore))) {
      await confirmRestore(site, runner, restore);
    }
  }
}

async function hasSafetyBackup(site: Site, restore: RestoreRecord): Promise<boolean> {
  if (restore.safetyBackupId === null) return false;
  const backup = await site.backups.get(restore.safetyBackupId);
  if (backup?.status !== 'completed' || backup.verification !== 'verified') return false;
  return backup.fileName !== null && existsSync(path.join(site.folder().root, backup.fileName));
}

async function archiveKept(
  site: Site,
  runner: JobRunner,
  restore: RestoreRecord,
): Promise<boolean> {
  const { kept } = restore;
  if (kept === null) return false;
  const { database, media } = kept;
  const backup = newBackup(
    {
      name: `Replaced by restoring “${restore.backupName}”`.slice(0, 120),
      type: database === null ? 'media' : media === null ? 'database' : 'full',
      origin: 'safety',
      actor: restore.actor,
    },
    site.settings,
  );
  let good = false;
  const { ended } = await runner.start(
    { kind: 'backup', recordId: backup.id, name: backup.name },
    () => site.backups.insert(backup),
    async (job) => {
      try {
        const final = await runBackup(site, job, backup, {
          enter: (step) => {
            job.enter(step);
          },
          report: (progress) => {
            job.report(progress);
          },
          source: {
            database,
            uploads: media === null ? null : path.join(site.media.uploads, media, 'old'),
          },
        });
        good = final.verification === 'verified';
      } catch (error) {
        await abandonBackup(site, job, backup, error);
      }
    },
  );
  await ended;
  return good;
}
