import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArchiveName } from '../archive/archive-name';
import { parseSidecar } from '../archive/sidecar';
import type { Actor, Backup, RescanResult } from '../contracts/backups';
import { BackupError } from '../errors';
import { pausePoint } from '../pause-points';
import type { Site } from '../site';
import { isEntombed } from '../storage/delete-archive';
import { archivedBackup } from './archived-backup';

/**
 * Compares the catalog with what is in the backup folder: archives without a record are adopted
 * (origin *found*, not yet verified), records without an archive are marked.
 */
export async function rescan(site: Site, actor: Actor | null): Promise<RescanResult> {
  const { root } = site.folder();
  const known = await site.backups.find({ sql: '1 = 1', params: [] });
  const byName = new Map(known.map((backup) => [backup.fileName, backup]));
  const ids = new Set(known.map((backup) => backup.id));
  const invalid: RescanResult['invalid'] = [];
  let adopted = 0;
  for (const fileName of readdirSync(root)) {
    if (byName.has(fileName) || isEntombed(root, fileName)) continue;
    const name = parseArchiveName(fileName);
    if (name === null) continue;
    try {
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
  return { adopted, missing: await markMissing(site, root, known), invalid };
}

function foundBackup(root: string, fileName: string, actor: Actor | null): Backup {
  const sidecar = parseSidecar(readFileSync(path.join(root, `${fileName}.manifest.json`)));
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
    if (status === 'missing') missing += 1;
    if (backup.copies.some((copy) => copy.storage === 'local' && copy.status === status)) continue;
    await site.backups.update(backup.id, {
      copies: [{ storage: 'local', key: fileName, status }],
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

function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof BackupError) return { code: error.code, message: error.message };
  return {
    code: 'ARCHIVE_CORRUPT',
    message:
      'The archive has no readable sidecar beside it (…manifest.json). Copy both files, or upload the archive: then all of it is read.',
  };
}
