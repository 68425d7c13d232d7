import type { RestoreRecord } from '../catalog/restore-records';
import type { Backup } from '../contracts/backups';
import type { Schedule } from '../contracts/schedules';
import { BackupError } from '../errors';
import type { Site } from '../site';

/** Ids are looked up in the catalog and are never a path; anything else is not even looked up. */
const ID = /^[a-z0-9]{1,64}$/;

/** @throws BackupError UNKNOWN_BACKUP */
export async function findBackup(site: Site, id: string | undefined): Promise<Backup> {
  const backup = id !== undefined && ID.test(id) ? await site.backups.get(id) : null;
  if (backup !== null) return backup;
  throw new BackupError(
    'UNKNOWN_BACKUP',
    'There is no such backup. It may have been deleted; refresh the list.',
  );
}

/** @throws BackupError UNKNOWN_RESTORE */
export async function findRestore(site: Site, id: string | undefined): Promise<RestoreRecord> {
  const restore = id !== undefined && ID.test(id) ? await site.restores.get(id) : null;
  if (restore !== null) return restore;
  throw new BackupError('UNKNOWN_RESTORE', 'There is no such restore. Refresh the list.');
}

/** @throws BackupError UNKNOWN_SCHEDULE */
export async function findSchedule(site: Site, id: string | undefined): Promise<Schedule> {
  const schedule = id !== undefined && ID.test(id) ? await site.schedules.get(id) : null;
  if (schedule !== null) return schedule;
  throw new BackupError(
    'UNKNOWN_SCHEDULE',
    'There is no such schedule. It may have been deleted; refresh the list.',
  );
}
