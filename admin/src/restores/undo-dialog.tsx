import { Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { Restore } from '../../../server/src/contracts/restores';
import { readFailure, type Failure } from '../api/failure';
import { useUndoRestoreMutation } from '../api/restores';
import { FailureBox } from '../components/failure-box';
import { FormDialog } from '../components/form-dialog';
import { PasswordField } from '../components/password-field';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { useFollowRestore } from '../restore-screen/use-follow-restore';

interface Props {
  restore: Restore;
  job: CurrentJob | null;
  onClose: () => void;
}

/** Brings back what a restore replaced. What was written since then goes into a safety backup. */
export function UndoDialog({ restore, job, onClose }: Props) {
  const text = useText();
  const formats = useFormats();
  const follow = useFollowRestore();
  const [undo, { isLoading }] = useUndoRestoreMutation();
  const [safetyBackup, setSafetyBackup] = useState(true);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);

  async function submit(): Promise<void> {
    setFailure(null);
    if (password === '') {
      setFailure({
        status: null,
        code: 'PASSWORD_REQUIRED',
        message: text('backup.password.required'),
        field: 'password',
      });
      return;
    }
    try {
      const started = await undo({
        id: restore.id,
        options: { password, safetyBackup },
      }).unwrap();
      onClose();
      follow(started, { undo: true, safetyBackup });
    } catch (error) {
      setFailure(readFailure(error));
    }
  }

  return (
    <FormDialog
      title={text('backup.undo.title')}
      submitLabel={text('backup.undo.submit')}
      submitTestId="undo-submit"
      submitVariant="danger"
      busy={isLoading}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography style={{ overflowWrap: 'anywhere' }}>
          {text('backup.undo.text', {
            name: restore.backupName,
            time: formats.dateTime(restore.finishedAt ?? restore.createdAt),
          })}
        </Typography>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Checkbox
            checked={safetyBackup}
            onCheckedChange={(checked) => setSafetyBackup(checked === true)}
          >
            {text('backup.undo.safety')}
          </Checkbox>
          <Typography variant="pi" textColor={safetyBackup ? 'neutral600' : 'danger600'}>
            {text(safetyBackup ? 'backup.undo.safety-hint' : 'backup.undo.no-safety-hint')}
          </Typography>
        </Flex>
        <PasswordField
          value={password}
          onChange={setPassword}
          failure={failure}
          testId="undo-password"
        />
        {failure !== null && failure.field !== 'password' && (
          <FailureBox failure={failure} job={job} />
        )}
      </Flex>
    </FormDialog>
  );
}
