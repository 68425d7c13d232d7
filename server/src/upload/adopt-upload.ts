import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { asDiskError } from '../archive/disk-error';
import { archiveName } from '../archive/archive-name';
import type { ReadArchive } from '../archive/read-archive';
import { sidecarText, type Sidecar } from '../archive/sidecar';
import { removeRemains } from '../backup/start-backup';
import { archivedBackup } from '../catalog/archived-backup';
import type { Backup, Warning } from '../contracts/backups';
import { BackupError } from '../errors';
import type { ConvertedUpload } from '../import/convert-upload';
import type { Job } from '../jobs/job';
import type { JobRunner, StartedJob } from '../jobs/job-runner';
import { pausePoint } from '../pause-points';
import { removeLargeData } from '../remove-data';
import type { Site } from '../site';
import { kindOfUpload } from './kind-of-upload';
import type { UploadedFile, UploadFiles } from './upload-files';

/** Errors that say nothing about the archive: it stays, and is taken in when they are over. */
const CIRCUMSTANCES = new Set([
  'INTERRUPTED',
  'LEASE_LOST',
  'WORKER_DIED',
  'DISK_FULL',
  'FOLDER_UNUSABLE',
  'STORAGE_UNREACHABLE',
  'DATABASE_LOCKED',
  'DATABASE_UNREACHABLE',
]);

/**
 * Makes a backup of a complete upload, in the background: reads it back as every backup is read, gives
 * it its place and its record. The verdict is kept beside the uploads; without one it is tried again.
 *
 * @param onFailure told why there is no verdict
 * @throws BackupError JOB_RUNNING, UNKNOWN_UPLOAD
 */
export function startAdoption(
  site: Site,
  runner: JobRunner,
  files: UploadFiles,
  upload: UploadedFile,
  onFailure: (error: unknown) => void,
): Promise<StartedJob> {
  return runner.start(
    { kind: 'upload', recordId: upload.id, name: upload.fileName ?? 'archive' },
    async () => {
      // Another instance may have been quicker.
      if (files.get(upload.id) === null) throw unknownUpload();
    },
    async (job) => {
      try {
        if (files.attempt(upload.id) > ATTEMPTS) throw tooManyDeaths();
        const backup = await adopt(site, job, files, upload);
        await files.settle(upload, { backupId: backup.id, error: null });
      } catch (thrown) {
        const error = asDiskError(thrown);
        job.note('error', error instanceof Error ? error.message : String(error));
        const known = error instanceof BackupError ? error : unexpected(error);
        if (known.code === 'CANCELLED') await files.remove(upload.id);
        else if (CIRCUMSTANCES.has(known.code)) {
          // It was told, so it was no death of everything.
          if (known.code !== 'WORKER_DIED') files.forgetAttempts(upload.id);
          onFailure(error);
        } else {
          if (known.code === 'INTERNAL') site.warn('An upload could not be taken in.', error);
          const { code, message } = known;
          await files.settle(upload, { backupId: null, error: { code, message } });
        }
      }
    },
  );
}

/** So often something may end whoever reads it, before it is refused for that. */
const ATTEMPTS = 3;

function tooManyDeaths(): BackupError {
  return new BackupError(
    'UPLOAD_REFUSED',
    'Reading this file ended the process that read it, several times. It is not what it seems to be, or far too large for this machine.',
  );
}

async function adopt(
  site: Site,
  job: Job,
  files: UploadFiles,
  upload: UploadedFile,
): Promise<Backup> {
  const { staging } = site.folder();
  const scratch = path.join(staging, upload.id);
  try {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    job.enter('verify');
    if (upload.found) return await placeFound(site, job, upload, scratch);
    const { file, warnings } = await asArchive(site, job, upload, scratch);
    return await place(site, job, files, upload, { file, warnings, scratch });
  } finally {
    await removeLargeData(scratch).catch(() => {
      site.recovery.ask();
    });
  }
}

/** An archive of ours is taken as it is; what else is taken becomes one. */
async function asArchive(
  site: Site,
  job: Job,
  upload: UploadedFile,
  scratch: string,
): Promise<ConvertedUpload> {
  const kind = await kindOfUpload(upload.file);
  if (kind === 'archive') return { file: upload.file, warnings: [] };
  return job.run('convert-upload', {
    file: upload.file,
    kind,
    scratch,
    minFreeDisk: site.settings.minFreeDisk,
    record: {
      // The same again after an interruption.
      id: upload.id,
      name: nameOf(upload),
      createdAt: upload.createdAt,
      compressionLevel: site.settings.compressionLevel,
    },
    site: {
      id: site.identity.id,
      name: site.identity.name,
      versions: site.identity.versions,
    },
  });
}

const NAME_MAX = 120;

function nameOf({ fileName }: UploadedFile): string {
  const name = (fileName ?? '').replace(/(?:\.(?:sql|tar|tgz|gz))+$/i, '').trim();
  return name === '' ? 'Upload' : name.slice(0, NAME_MAX);
}

async function place(
  site: Site,
  job: Job,
  files: UploadFiles,
  upload: UploadedFile,
  { file, warnings, scratch }: ConvertedUpload & { readonly scratch: string },
): Promise<Backup> {
  const folder = site.folder();
  const { minFreeDisk } = site.settings;
  const read = await job.run('verify-archive', { file, expected: null, scratch, minFreeDisk });
  pausePoint('upload.verified');
  const { sidecar, record: good, known } = await uploadedRecord(site, read, upload, warnings);
  const record: Backup = { ...good, status: 'running', step: 'publish' };
  job.enter('publish');
  const final = path.join(folder.root, good.fileName);
  files.becomes(upload, record.id);
  if (known !== null) await site.backups.delete(known.id);
  await site.backups.insert(record);
  pausePoint('upload.listed');
  try {
    await job.run('publish-upload', {
      file,
      final,
      sidecar: sidecarText(sidecar),
      lease: job.lease,
    });
  } catch (error) {
    await job.stopWorker();
    if (!(await job.stillHolds())) throw error;
    // From the rename on it is a backup, whatever came after.
    if (existsSync(file) || !existsSync(final)) {
      await removeRemains(site, record);
      await site.backups.delete(record.id);
      throw error;
    }
  }
  pausePoint('upload.published');
  job.enter('record');
  const completed = verifiedNow(good);
  await site.backups.updateHolding(job.lease, completed.id, completed);
  pausePoint('upload.completed');
  noteGood(job, completed);
  return completed;
}

/**
 * A file of somebody's hand is never removed, so it has no unfinished record whose remains recovery would take
 * away: after an interruption it is an archive with a sidecar, for the next rescan, or still one without.
 */
async function placeFound(
  site: Site,
  job: Job,
  upload: UploadedFile,
  scratch: string,
): Promise<Backup> {
  if ((await kindOfUpload(upload.file)) !== 'archive') {
    throw new BackupError(
      'UPLOAD_REFUSED',
      'This file in the backup folder is no archive of a backup. A dump or an uploads folder has to be uploaded.',
    );
  }
  const read = await job.run('verify-archive', {
    file: upload.file,
    expected: null,
    scratch,
    minFreeDisk: site.settings.minFreeDisk,
  });
  const { sidecar, record, known } = await uploadedRecord(site, read, upload, []);
  // Somebody else has read it meanwhile.
  if (known?.status === 'completed' && known.fileName === path.basename(upload.file)) return known;
  job.enter('publish');
  const final = path.join(site.folder().root, record.fileName);
  await job.run('publish-upload', {
    file: upload.file,
    final,
    sidecar: sidecarText(sidecar),
    lease: job.lease,
  });
  job.enter('record');
  const completed = verifiedNow(record);
  if (known !== null) await site.backups.delete(known.id);
  await site.backups.insert(completed);
  noteGood(job, completed);
  return completed;
}

function verifiedNow(record: Backup): Backup {
  const now = new Date().toISOString();
  return { ...record, verification: 'verified', verifiedAt: now, finishedAt: now };
}

function noteGood(job: Job, { name }: Backup): void {
  job.note('info', `The archive is good, and is now the backup “${name}”.`);
}

/**
 * The record that the archive is going to have when it is in its place. What people had added to an earlier one
 * of the same archive, now without its file, stays.
 *
 * @returns also that earlier one, which has to go
 *
 * @throws BackupError ALREADY_LISTED
 */
async function uploadedRecord(
  site: Site,
  { manifest, size, sha256 }: ReadArchive,
  upload: UploadedFile,
  warnings: readonly Warning[],
): Promise<{ sidecar: Sidecar; record: Backup & { fileName: string }; known: Backup | null }> {
  const { root } = site.folder();
  const sidecar: Sidecar = { archive: { size, sha256 }, manifest };
  const fileName = archiveName({
    name: manifest.name,
    createdAt: manifest.createdAt,
    id: manifest.id,
    compression: manifest.compression.method,
  });
  const known = await site.backups.get(manifest.id);
  const present = [fileName, known?.fileName]
    .flatMap((name) => (name == null ? [] : [path.join(root, path.basename(name))]))
    .some((file) => file !== upload.file && existsSync(file));
  if (present) throw alreadyListed(known);
  const origin = upload.found ? 'found' : 'upload';
  const record = archivedBackup(sidecar, fileName, { origin, actor: upload.actor });
  return {
    sidecar,
    known,
    record: {
      ...record,
      fileName,
      warnings: [...warnings],
      ...(known === null ? {} : { name: known.name, note: known.note, pinned: known.pinned }),
    },
  };
}

function alreadyListed(known: Backup | null): BackupError {
  return new BackupError(
    'ALREADY_LISTED',
    known === null
      ? 'This archive is in the backup folder already. Rescan the folder to see it in the list.'
      : `This archive is in the list already: it is the backup “${known.name}”.`,
    known === null ? {} : { detail: { backupId: known.id } },
  );
}

export function unknownUpload(): BackupError {
  return new BackupError(
    'UNKNOWN_UPLOAD',
    'There is no such upload (any more). Unfinished ones are kept for 24 hours; upload the archive again.',
  );
}

function unexpected(cause: unknown): BackupError {
  return new BackupError(
    'INTERNAL',
    'Something unexpected went wrong. The log of the server has the details.',
    { cause },
  );
}
