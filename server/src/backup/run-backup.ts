import path from 'node:path';
import type { Backup } from '../contracts/backups';
import { BACKUP_STEPS, type BackupStep } from '../contracts/steps';
import { archiveName } from '../archive/archive-name';
import { mkdirSync } from 'node:fs';
import type { KeptDatabase } from '../database/engine';
import type { Job } from '../jobs/job';
import type { Progress } from '../progress';
import { pausePoint } from '../pause-points';
import { removeLargeData } from '../remove-data';
import type { Site } from '../site';
import { finishBackup, publishedFacts } from './finish-backup';

export interface BackupRun {
  /** Called when the backup goes to its next step. */
  readonly enter: (step: BackupStep) => void;
  readonly report: (progress: Progress) => void;
  /** The live site, unless something that a restore had kept is archived. */
  readonly source?: { readonly database: KeptDatabase; readonly uploads: string | null };
}

/**
 * database / media → archive → storage → verification → catalog. The caller holds the lease through
 * `job`, has inserted `record`, and handles what is thrown.
 *
 * @returns the final record
 * @throws BackupError; then nothing half-made is left but the record itself
 */
export async function runBackup(
  site: Site,
  job: Job,
  record: Backup,
  run: BackupRun,
): Promise<Backup> {
  const folder = site.folder();
  const scratch = path.join(folder.staging, record.id);
  const fileName = archiveName(record);
  try {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    run.enter('plan');
    await site.backups.updateHolding(job.lease, record.id, { fileName });
    pausePoint('backup.plan');

    const made = await job.run(
      'make-archive',
      {
        record: { ...record, fileName },
        folder: folder.root,
        scratch,
        keptDatabase: run.source?.database ?? null,
        uploads: run.source === undefined ? site.media.uploads : run.source.uploads,
        provider: site.media.provider,
        identity: {
          id: site.identity.id,
          name: site.identity.name,
          versions: site.identity.versions,
          contentTables: site.identity.contentTables,
          strapiTables: site.identity.strapiTables(),
        },
        databasePath:
          site.database.client === 'sqlite'
            ? path.relative(site.appRoot, site.database.filename)
            : null,
        secretFingerprints: site.identity.secretFingerprints(record.id),
        excludePaths: site.settings.excludePaths,
        minFreeDisk: site.settings.minFreeDisk,
        lease: job.lease,
      },
      {
        onStep: (step) => {
          run.enter(parseStep(step));
        },
        report: run.report,
      },
    );
    pausePoint('backup.publish');
    const published = publishedFacts(made);
    await site.backups.updateHolding(job.lease, record.id, published);

    let verification: Partial<Backup> = {};
    if (site.settings.verifyAfterBackup) {
      run.enter('verify');
      // The snapshot has done its work, and is as large as what is unpacked now.
      await removeScratch(site, job, scratch);
      mkdirSync(scratch, { recursive: true, mode: 0o700 });
      await job.run(
        'verify-archive',
        {
          file: path.join(folder.root, fileName),
          expected: { size: made.size, sha256: made.sha256 },
          scratch,
          minFreeDisk: site.settings.minFreeDisk,
        },
        { report: run.report },
      );
      verification = { verification: 'verified', verifiedAt: new Date().toISOString() };
    }
    // Before it is called complete: then the next job may begin at once.
    await removeScratch(site, job, scratch);
    run.enter('record');
    pausePoint('backup.record');
    // Progress that is still being written must not overwrite the end.
    await job.settle();
    return await finishBackup(site, job.lease, record, {
      fileName,
      ...published,
      ...verification,
    });
  } finally {
    await removeScratch(site, job, scratch);
  }
}

/** A backup that is good stays good, whatever becomes of what it was made of. */
async function removeScratch(site: Site, job: Job, scratch: string): Promise<void> {
  try {
    await removeLargeData(scratch);
  } catch (error) {
    job.note('warn', `The working folder is removed later: ${String(error)}`);
    site.recovery.ask();
  }
}

function parseStep(step: string): BackupStep {
  const known = BACKUP_STEPS.find((each) => each.name === step);
  if (known === undefined) throw new Error(`The worker named an unknown step: ${step}`);
  return known.name;
}
