import type { Backup } from '../../../server/src/contracts/backups';
import {
  useCancelBackupMutation,
  useDownloadTicketMutation,
  useRescanFolderMutation,
  useUpdateBackupMutation,
  useVerifyBackupMutation,
} from '../api/backups';
import type { Failure } from '../api/failure';
import { useAttempt } from '../components/use-attempt';
import { useText } from '../language/use-text';
import { startDownload } from './start-download';

export interface BackupActions {
  download: (backup: Backup) => void;
  verify: (backup: Backup) => void;
  togglePin: (backup: Backup) => void;
  cancel: (backup: Backup) => void;
  /** Looks for archives that somebody has put into the folder. */
  rescan: () => void;
  rescanning: boolean;
  /** Why the last of them did not work. */
  failure: Failure | null;
  dismissFailure: () => void;
}

/** What can be done with a backup right away, without a dialog. */
export function useBackupActions(): BackupActions {
  const text = useText();
  const { attempt, failure, fail, dismissFailure } = useAttempt();
  const [getTicket] = useDownloadTicketMutation();
  const [startVerify] = useVerifyBackupMutation();
  const [update] = useUpdateBackupMutation();
  const [cancelBackup] = useCancelBackupMutation();
  const [rescanFolder, { isLoading: rescanning }] = useRescanFolderMutation();

  return {
    download: (backup) =>
      void attempt(async () => {
        startDownload(await getTicket(backup.id).unwrap());
        return text('backup.done.download', { name: backup.name });
      }),
    verify: (backup) =>
      void attempt(async () => {
        await startVerify(backup.id).unwrap();
        return text('backup.done.verify', { name: backup.name });
      }),
    togglePin: (backup) =>
      void attempt(async () => {
        const pinned = !backup.pinned;
        await update({ id: backup.id, changes: { pinned } }).unwrap();
        return text(pinned ? 'backup.done.pin' : 'backup.done.unpin', { name: backup.name });
      }),
    cancel: (backup) =>
      void attempt(async () => {
        await cancelBackup(backup.id).unwrap();
        return text('backup.done.cancel', { name: backup.name });
      }),
    rescan: () =>
      void attempt(async () => {
        const { adopted, reading, missing, invalid } = await rescanFolder(undefined).unwrap();
        const [first] = invalid;
        if (first !== undefined) {
          const message = invalid.map((each) => `${each.fileName}: ${each.message}`).join('\n');
          fail({ status: null, code: first.code, message, field: null });
        }
        return text('backup.done.rescan', { adopted, reading, missing });
      }),
    rescanning,
    failure,
    dismissFailure,
  };
}
