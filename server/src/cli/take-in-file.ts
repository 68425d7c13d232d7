import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import { randomId } from '../random-id';
import type { Site } from '../site';
import { requireSpace } from '../storage/disk-space';
import { startAdoption } from '../upload/adopt-upload';
import type { UploadedFile } from '../upload/upload-files';
import { asFailure } from './as-failure';
import type { CommandContext } from './command';
import { copyFile } from './copy-file';
import { findBackup } from './find-by-id';
import { progressView } from './progress/progress-view';
import type { Session } from './session';
import { WrongUsage } from './wrong-usage';

/**
 * An archive that somebody has → a backup in the list, as an upload becomes one: copied, read whole, given its place.
 * The file itself stays as it is. One that is in the list already is not copied again.
 *
 * @param file absolute
 * @throws BackupError ARCHIVE_…, UPLOAD_REFUSED, ALREADY_LISTED, DISK_FULL, JOB_RUNNING, CANCELLED
 */
export async function takeInFile(
  session: Session,
  context: CommandContext,
  file: string,
): Promise<Backup> {
  const { site, uploads, actor } = session;
  const { output, interruption } = context;
  const { size } = requireFile(file);
  const known = await findListed(site, file, size);
  if (known !== null) return known;

  const folder = site.folder();
  requireSpace(folder.root, size, site.settings.minFreeDisk);
  const { files } = uploads;
  const id = randomId();
  output.say(`Taking ${path.basename(file)} into the list of backups …`);
  await copyFile(file, files.pathOf(id), {
    view: progressView(output),
    signal: interruption.signal,
  });
  try {
    files.describe(id, path.basename(file), actor);
    await session.note('upload.create', id, { fileName: path.basename(file), size });
    const upload = files.get(id);
    if (upload === null) throw new Error('The copy of the archive is gone.');
    return await adopt(session, upload);
  } finally {
    // What became of it is known here; whatever it is, nothing has to wait for anybody.
    await files.remove(id);
  }
}

/**
 * Reads one complete upload, and makes a backup of it.
 *
 * @throws BackupError with what is wrong with it
 */
export async function adopt(session: Session, upload: UploadedFile): Promise<Backup> {
  const { site, runner, uploads } = session;
  const { files } = uploads;
  const failures: unknown[] = [];
  const started = await startAdoption(site, runner, files, upload, (error) => {
    failures.push(error);
  });
  await session.follow(started);
  if (failures.length > 0) throw failures[0];
  const outcome = files.outcome(upload.id);
  if (outcome === null) throw new BackupError('CANCELLED', 'The job was cancelled.');
  if (outcome.backupId === null) throw asFailure(outcome.error);
  return findBackup(site, outcome.backupId);
}

function requireFile(file: string): { size: number } {
  const stats = statSync(file);
  if (stats.isFile() && stats.size > 0) return stats;
  throw new WrongUsage(`${file} is no file with an archive in it.`, 'backup');
}

/** The same bytes, in the list and in their place. */
async function findListed(site: Site, file: string, size: number): Promise<Backup | null> {
  const alike = await site.backups.find({
    sql: `status = 'completed' AND size = ?`,
    params: [size],
  });
  if (alike.length === 0) return null;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const sha256 = hash.digest('hex');
  const { root } = site.folder();
  return (
    alike.find(
      (backup) =>
        backup.sha256 === sha256 &&
        backup.fileName !== null &&
        existsSync(path.join(root, path.basename(backup.fileName))),
    ) ?? null
  );
}
