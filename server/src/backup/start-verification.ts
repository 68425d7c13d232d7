import type { Backup } from '../contracts/backups';
import { findArchive } from '../copies/find-archive';
import { BackupError } from '../errors';
import type { JobRunner, StartedJob } from '../jobs/job-runner';
import type { Site } from '../site';

/** Errors that say that the archive itself is bad, and not the circumstances of reading it. */
const DAMAGE = new Set([
  'ARCHIVE_CORRUPT',
  'ARCHIVE_TRUNCATED',
  'ARCHIVE_UNSAFE',
  'ARCHIVE_VERSION',
  'DATABASE_CORRUPT',
]);

/**
 * Starts reading a backup back, in the background. The record says the result.
 *
 * @throws BackupError BACKUP_NOT_USABLE, ARCHIVE_MISSING, JOB_RUNNING
 */
export async function startVerification(
  site: Site,
  runner: JobRunner,
  backup: Backup,
): Promise<StartedJob> {
  if (backup.status !== 'completed' || backup.fileName === null) {
    throw new BackupError('BACKUP_NOT_USABLE', 'Only a completed backup can be verified.');
  }
  const folder = site.folder();
  const file = await findArchive(site, backup);
  const { size, sha256 } = backup;
  const expected = size === null || sha256 === null ? null : { size, sha256 };
  return runner.start(
    { kind: 'verify', recordId: backup.id, name: backup.name },
    () => Promise.resolve(),
    async (job) => {
      try {
        job.enter('verify');
        await job.run('verify-archive', {
          file,
          expected,
          scratch: folder.staging,
          minFreeDisk: site.settings.minFreeDisk,
        });
        job.enter('record');
        await site.backups.updateHolding(job.lease, backup.id, {
          verification: 'verified',
          verifiedAt: new Date().toISOString(),
          error: null,
        });
        job.note('info', 'The backup is good: everything was read back and compared.');
      } catch (error) {
        if (!(error instanceof BackupError)) throw error;
        job.note('error', error.message);
        if (!DAMAGE.has(error.code)) return;
        await site.backups.updateHolding(job.lease, backup.id, {
          verification: 'corrupt',
          verifiedAt: new Date().toISOString(),
          error: { code: error.code, message: error.message },
        });
      }
    },
  );
}
