import { useNotification } from '@strapi/strapi/admin';
import { Field } from '@strapi/design-system';
import { useState } from 'react';
import type { Backup } from '../../../server/src/contracts/backups';
import { useDeleteBackupMutation } from '../api/backups';
import { readFailure } from '../api/failure';
import { ConfirmDialog } from '../components/confirm-dialog';
import { useText } from '../language/use-text';

/**
 * Asks before a backup is deleted. When the server says that it is the last good one, asks once
 * more, and wants its name typed.
 */
export function DeleteBackupDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [remove] = useDeleteBackupMutation();
  const [lastGood, setLastGood] = useState(false);
  const [typed, setTyped] = useState('');

  async function confirm(force: boolean): Promise<void> {
    try {
      await remove({ id: backup.id, force }).unwrap();
    } catch (error) {
      if (!force && readFailure(error).code === 'LAST_GOOD_BACKUP') {
        setLastGood(true);
        return;
      }
      throw error;
    }
    toggleNotification({
      type: 'success',
      message: text('backup.done.delete', { name: backup.name }),
    });
    onClose();
  }

  if (!lastGood) {
    return (
      <ConfirmDialog
        title={text('backup.delete.title', { name: backup.name })}
        description={text('backup.delete.text')}
        confirmLabel={text('backup.action.delete')}
        onConfirm={() => confirm(false)}
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDialog
      key="last-good"
      title={text('backup.delete.last-title', { name: backup.name })}
      description={text('backup.delete.last-text')}
      confirmLabel={text('backup.delete.last-confirm')}
      ready={typed === backup.name}
      onConfirm={() => confirm(true)}
      onClose={onClose}
      testId="force-submit"
    >
      <Field.Root required hint={backup.name}>
        <Field.Label>{text('backup.acknowledge')}</Field.Label>
        <Field.Input
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          data-testid="delete-acknowledge"
        />
        <Field.Hint />
      </Field.Root>
    </ConfirmDialog>
  );
}
