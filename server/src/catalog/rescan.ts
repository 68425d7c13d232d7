import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArchiveName, sidecarName } from '../archive/archive-name';
import { parseSidecar } from '../archive/sidecar';
import type { Actor, Backup, RescanResult } from '../contracts/backups';
import { isOnlyCopied } from '../copies/copy-state';
import { BackupError } from '../errors';
import { pausePoint } from '../pause-points';
import type { Site } from '../site';
import { isEntombed } from '../storage/delete-archive';
import type { UploadFiles } from '../upload/upload-files';
import { archivedBackup } from './archived-backup';

/** Also one that somebody has given another name. */
const ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.zst)$/;

/**
 * Compares the catalog with what is in the backup folder: archives without a record are adopted (origin *found*,
 * not yet verified), records without an archive are marked. What has no sidecar is read whole first, in the
 * background, as an upload is.
 *
 * @param uploads to which what has to be read is given
 */
export async function rescan(
  site: Site,
  uploads: UploadFiles,
  actor: Actor | null,
): Promise<RescanResult> {
  const { root } = site.folder();
  const known = await site.backups.find({ sql: '1 = 1', params: [] });
  const names = new Set(known.map(({ fileName }) => fileName));
  const ids = new Set(known.map(({ id }) => id));
  const whole = new Set(known.filter((each) => hasFile(root, each)).map(({ id }) => id));
  const unfinished = new Set(known.filter(isUnfinished).map(({ id }) => id));
  const invalid: RescanResult['invalid'] = [];
  let adopted = 0;
  let reading = 0;
  for (const fileName of readdirSync(root)) {
    if (!ARCHIVE.test(fileName) || names.has(fileName) || isEntombed(root, fileName)) continue;
    if (!statSync(path.join(root, fileName), { throwIfNoEntry: false })?.isFile()) continue;
    try {
      const id = parseArchiveName(fileName)?.id;
      if (id !== undefined && whole.has(id)) throw alreadyListed();
      // Its sidecar and its record are about to be written.
      if (id !== undefined && unfinished.has(id)) continue;
      const sidecar = path.join(root, sidecarName(fileName));
      if (id === undefined || ids.has(id) || !existsSync(sidecar)) {
        requireBytes(path.join(root, fileName));
        uploads.find(fileName, actor);
        reading += 1;
        continue;
      }
      const found = foundBackup(root, fileName, actor);
      if (ids.has(found.id)) throw alreadyListed();
      await site.backups.insert(found);
      pausePoint('rescan.adopted');
      ids.add(found.id);
      adopted += 1;
    } catch (error) {
      invalid.push({ fileName, ...reasonOf(error) });
    }
  }
  return { adopted, reading, missing: await markMissing(site, root, known), invalid };
}

function foundBackup(root: string, fileName: string, actor: Actor | null): Backup {
  const sidecar = parseSidecar(readFileSync(path.join(root, sidecarName(fileName))));
  if (statSync(path.join(root, fileName)).size !== sidecar.archive.size) {
    throw new BackupError(
      'ARCHIVE_TRUNCATED',
      'The archive has another size than its sidecar says. It was not copied completely.',
    );
  }
  return archivedBackup(sidecar, fileName, { origin: 'found', actor });
}

async function markMissing(site: Site, root: string, known: readonly Backup[]): Promise<number> {
  const present = new Set(readdirSync(root));
  let missing = 0;
  for (const backup of known) {
    const { fileName } = backup;
    if (backup.status !== 'completed' || fileName === null) continue;
    const status = present.has(fileName) ? 'present' : 'missing';
    if (status === 'missing' && isOnlyCopied(backup)) continue;
    if (status === 'missing') missing += 1;
    if (backup.copies.some((copy) => copy.storage === 'local' && copy.status === status)) continue;
    const others = backup.copies.filter(({ storage }) => storage !== 'local');
    await site.backups.update(backup.id, {
      copies: [{ storage: 'local', key: fileName, status }, ...others],
    });
  }
  return missing;
}

/** A copy under another name: one of the two is enough, and which one is the owner's to say. */
function alreadyListed(): BackupError {
  return new BackupError(
    'INVALID_INPUT',
    'This archive is a copy of a backup that is in the list already. Remove one of the two files.',
  );
}

function requireBytes(file: string): void {
  if (statSync(file).size > 0) return;
  throw new BackupError('ARCHIVE_TRUNCATED', 'The file is empty. Copy it again.');
}

function isUnfinished({ status }: Backup): boolean {
  return status === 'pending' || status === 'running';
}

function hasFile(root: string, { fileName }: Backup): boolean {
  return fileName !== null && existsSync(path.join(root, path.basename(fileName)));
}

function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof BackupError) return { code: error.code, message: error.message };
  return {
    code: 'ARCHIVE_CORRUPT',
    message:
      'The sidecar of the archive (…manifest.json) cannot be read. Remove it, and rescan: then the whole archive is read.',
  };
}
