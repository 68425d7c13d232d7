import type { RecordTable } from '../catalog/record-table';
import type { RestoreRecord } from '../catalog/restore-records';
import type { Backup } from '../contracts/backups';
import { BackupError } from '../errors';
import { canUndo } from '../restore/run-undo';
import type { Site } from '../site';

/** The beginning of an id is enough, as long as only one begins with it. */
const ID = /^[a-z0-9]{4,64}$/;

/** @throws BackupError UNKNOWN_BACKUP */
export async function findBackup(site: Site, id: string): Promise<Backup> {
  const backup = await findOne(site.backups, id);
  if (backup !== null) return backup;
  throw new BackupError(
    'UNKNOWN_BACKUP',
    `There is no backup with the id “${id.slice(0, 64)}”, or more than one begins with it. See strapi-backup list.`,
  );
}

/** @throws BackupError UNKNOWN_RESTORE */
export async function findRestore(site: Site, id: string): Promise<RestoreRecord> {
  const restore = await findOne(site.restores, id);
  if (restore !== null) return restore;
  throw new BackupError(
    'UNKNOWN_RESTORE',
    `There is no restore with the id “${id.slice(0, 64)}”, or more than one begins with it. See strapi-backup list --restores.`,
  );
}

/**
 * @param id default: the newest restore that can be undone
 * @throws BackupError UNKNOWN_RESTORE, NOT_UNDOABLE
 */
export async function findUndoable(
  site: Site,
  id: string | undefined,
  is: (restore: RestoreRecord) => boolean = canUndo,
): Promise<RestoreRecord> {
  const all =
    id === undefined ? await site.restores.find({ sql: 'kept IS NOT NULL', params: [] }) : [];
  const restore = id === undefined ? all.find(is) : await findRestore(site, id);
  if (restore !== undefined && is(restore)) return restore;
  throw new BackupError(
    'NOT_UNDOABLE',
    id === undefined
      ? 'There is no restore whose replaced data are still kept.'
      : 'There is nothing to undo or to let go: this restore changed nothing, was undone already, or the data from before it are no longer kept.',
  );
}

export async function findOne<Shape extends { id: string }>(
  records: RecordTable<Shape>,
  id: string,
): Promise<Shape | null> {
  if (!ID.test(id)) return null;
  const exact = await records.get(id);
  if (exact !== null) return exact;
  const found = await records.find({ sql: 'document_id LIKE ?', params: [`${id}%`] }, 'id', 2);
  return found.length === 1 ? (found[0] ?? null) : null;
}
