import { Field, Flex, Textarea } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Backup } from '../../../server/src/contracts/backups';
import { useUpdateBackupMutation } from '../api/backups';
import { readFailure, type Failure } from '../api/failure';
import { FailureBox } from '../components/failure-box';
import { FormDialog } from '../components/form-dialog';
import { useText } from '../language/use-text';
import { NAME_LIMIT, NOTE_LIMIT } from './limits';

/** Name and note of a backup. */
export function EditBackupDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [update, { isLoading }] = useUpdateBackupMutation();
  const [name, setName] = useState(backup.name);
  const [note, setNote] = useState(backup.note ?? '');
  const [failure, setFailure] = useState<Failure | null>(null);

  async function save(): Promise<void> {
    setFailure(null);
    const changes = { name: name.trim(), note: note.trim() === '' ? null : note };
    try {
      await update({ id: backup.id, changes }).unwrap();
      toggleNotification({ type: 'success', message: text('backup.done.edit') });
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  }

  return (
    <FormDialog
      title={text('backup.edit.title')}
      submitLabel={text('backup.action.save')}
      submitTestId="backup-edit-submit"
      busy={isLoading}
      disabled={name.trim() === ''}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Field.Root required error={failure?.field === 'name' ? failure.message : false}>
          <Field.Label>{text('backup.field.name')}</Field.Label>
          <Field.Input
            value={name}
            maxLength={NAME_LIMIT}
            onChange={(event) => setName(event.target.value)}
          />
          <Field.Error />
        </Field.Root>
        <Field.Root error={failure?.field === 'note' ? failure.message : false}>
          <Field.Label>{text('backup.field.note')}</Field.Label>
          <Textarea
            value={note}
            maxLength={NOTE_LIMIT}
            onChange={(event) => setNote(event.target.value)}
          />
          <Field.Error />
        </Field.Root>
        {failure !== null && failure.field === null && <FailureBox failure={failure} />}
      </Flex>
    </FormDialog>
  );
}
