import { useNotification } from '@strapi/strapi/admin';
import type { Restore } from '../../../server/src/contracts/restores';
import { useConfirmRestoreMutation } from '../api/restores';
import { ConfirmDialog } from '../components/confirm-dialog';
import { useText } from '../language/use-text';

/** Confirms a restore: the data that it replaced are removed, and it cannot be undone any more. */
export function LetGoDialog({ restore, onClose }: { restore: Restore; onClose: () => void }) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [letGo] = useConfirmRestoreMutation();
  return (
    <ConfirmDialog
      title={text('backup.let-go.title')}
      description={text('backup.let-go.text', { name: restore.backupName })}
      confirmLabel={text('backup.let-go.submit')}
      onConfirm={async () => {
        await letGo(restore.id).unwrap();
        toggleNotification({ type: 'success', message: text('backup.done.let-go') });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
