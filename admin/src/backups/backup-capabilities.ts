import type { Backup } from '../../../server/src/contracts/backups';

export interface BackupCapabilities {
  /** Its archive is there and can be read: restored, downloaded, verified. */
  readable: boolean;
  restorable: boolean;
  deletable: boolean;
  cancellable: boolean;
}

/** What can be done with a backup in the state in which it is. */
export function backupCapabilities(backup: Backup): BackupCapabilities {
  const active = backup.status === 'running' || backup.status === 'pending';
  const readable =
    backup.status === 'completed' && backup.copies.some((copy) => copy.status === 'present');
  return {
    readable,
    restorable: readable && backup.verification !== 'corrupt',
    deletable: !active,
    cancellable: active,
  };
}
