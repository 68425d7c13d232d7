import type { Backup, UpdateBackup } from '../contracts/backups';

/** What of a record a request changes: the fields that it names. */
export function backupChange({ name, note, pinned }: UpdateBackup): Partial<Backup> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    ...(pinned === undefined ? {} : { pinned }),
  };
}
