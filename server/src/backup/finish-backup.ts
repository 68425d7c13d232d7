import { asDiskError } from '../archive/disk-error';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import type { Lease } from '../lease/lease';
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

/** Makes the record of a published archive final. */
export async function finishBackup(site: Site, lease: Lease, record: Backup): Promise<Backup> {
  const finishedAt = new Date().toISOString();
  const final: Backup = {
    ...record,
    status: 'completed',
    step: null,
    progress: 100,
    finishedAt,
    durationMs: duration(record, finishedAt),
  };
  await site.backups.updateHolding(lease, record.id, final);
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
  const error = asDiskError(thrown);
  const failure =
    error instanceof BackupError
      ? { code: error.code, message: error.message }
      : { code: 'INTERNAL', message: 'Something unexpected went wrong. The log has the details.' };
  const finishedAt = new Date().toISOString();
  await site.backups.updateHolding(lease, record.id, {
    status: failure.code === 'CANCELLED' ? 'cancelled' : 'failed',
    step: null,
    fileName: null,
    copies: [],
    size: null,
    sha256: null,
    error: failure,
    finishedAt,
    durationMs: duration(record, finishedAt),
  });
  site.emit('backup.failed', { id: record.id, name: record.name });
}

export function duration(record: { startedAt: string | null }, end: string): number | null {
  return record.startedAt === null ? null : Date.parse(end) - Date.parse(record.startedAt);
}
