import { asDiskError } from '../archive/disk-error';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import type { Lease } from '../lease/lease';
import { settleSchedule } from '../schedule/settle-schedule';
import type { Site } from '../site';
import type { MadeArchive } from './make-archive';

/** What is known about an archive once it is published. */
export function publishedFacts(
  made: MadeArchive,
): Partial<Backup> & Pick<Backup, 'size' | 'sha256'> {
  return {
    size: made.size,
    sha256: made.sha256,
    uncompressedSize: made.uncompressedSize,
    database: made.database,
    counts: made.counts,
    warnings: made.warnings,
    copies: [{ storage: 'local', key: made.fileName, status: 'present' }],
  };
}

/**
 * Makes the record of a published archive final. What people have changed of it meanwhile (name, note, pin) stays.
 *
 * @param facts what is known of the archive
 */
export async function finishBackup(
  site: Site,
  lease: Lease,
  record: Backup,
  facts: Partial<Backup>,
): Promise<Backup> {
  const finishedAt = new Date().toISOString();
  const change: Partial<Backup> = {
    ...facts,
    status: 'completed',
    step: null,
    progress: 100,
    finishedAt,
    durationMs: duration(record, finishedAt),
  };
  await site.backups.updateHolding(lease, record.id, change);
  const final = { ...record, ...change };
  const schedule = await settleSchedule(site, final);
  site.notifier.backupEnded(final, schedule);
  site.emit('backup.completed', { id: final.id, name: final.name });
  return final;
}

/** Makes the record of a backup that did not come about final. */
export async function failBackup(
  site: Site,
  lease: Lease,
  record: Backup,
  thrown: unknown,
): Promise<void> {
  const change = failed(record, thrown);
  await site.backups.updateHolding(lease, record.id, change);
  await tellFailure(site, { ...record, ...change });
}

/** The same for one that could not even begin, and has no record yet. */
export async function insertFailed(site: Site, record: Backup, thrown: unknown): Promise<void> {
  const whole = { ...record, ...failed(record, thrown) };
  await site.backups.insert(whole);
  await tellFailure(site, whole);
}

async function tellFailure(site: Site, record: Backup): Promise<void> {
  const schedule = await settleSchedule(site, record);
  site.notifier.backupEnded(record, schedule);
  site.emit('backup.failed', { id: record.id, name: record.name });
}

function failed(record: Backup, thrown: unknown): Partial<Backup> {
  const error = asDiskError(thrown);
  const failure =
    error instanceof BackupError
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL', message: 'Something unexpected went wrong. The log has the details.' };
  const finishedAt = new Date().toISOString();
  return {
    status: failure.code === 'CANCELLED' ? 'cancelled' : 'failed',
    step: null,
    fileName: null,
    copies: [],
    size: null,
    sha256: null,
    error: failure,
    finishedAt,
    durationMs: duration(record, finishedAt),
  };
}

export function duration(record: { startedAt: string | null }, end: string): number | null {
  return record.startedAt === null ? null : Date.parse(end) - Date.parse(record.startedAt);
}
