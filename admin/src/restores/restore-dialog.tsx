import { Button, Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { Backup } from '../../../server/src/contracts/backups';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { RestoreComponent, RestoreMode } from '../../../server/src/contracts/restores';
import { readFailure, type Failure } from '../api/failure';
import { usePlanRestoreQuery, useStartRestoreMutation } from '../api/restores';
import { FailureBox } from '../components/failure-box';
import { FormDialog } from '../components/form-dialog';
import { PasswordField } from '../components/password-field';
import { useText } from '../language/use-text';
import { useFollowRestore } from '../restore-screen/use-follow-restore';
import {
  asksForObjects,
  ForbiddenObjectsChoice,
  type ForbiddenObjects,
} from './forbidden-objects-choice';
import { asksForHistory, HistoryChoice } from './history-choice';
import { ModeChoice } from './mode-choice';
import { RestorePlanView } from './restore-plan-view';

const COMPONENTS = ['database', 'media'] as const;

interface Props {
  backup: Backup;
  job: CurrentJob | null;
  onClose: () => void;
}

/**
 * Brings a backup back, in two steps: what and whether it can work, then the password. Nothing is
 * touched before the second one.
 */
export function RestoreDialog({ backup, job, onClose }: Props) {
  const text = useText();
  const follow = useFollowRestore();
  const offered = COMPONENTS.filter((each) => backup.type === 'full' || backup.type === each);
  const [components, setComponents] = useState<RestoreComponent[]>(offered);
  const [mode, setMode] = useState<RestoreMode>('replace');
  const [wantsSafety, setWantsSafety] = useState(true);
  const [forbiddenObjects, setForbiddenObjects] = useState<ForbiddenObjects>('refuse');
  const [withoutHistory, setWithoutHistory] = useState(false);
  const [acknowledge, setAcknowledge] = useState('');
  const [asked, setAsked] = useState(false);
  const [step, setStep] = useState<1 | 2>(1);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [start, { isLoading }] = useStartRestoreMutation();

  // Adding to what is here begins with a copy of it.
  const safetyBackup = wantsSafety || mode === 'preserve';
  const {
    currentData: plan,
    error,
    isFetching,
    refetch,
  } = usePlanRestoreQuery(
    { backupId: backup.id, components, mode, forbiddenObjects, withoutHistory },
    { skip: components.length === 0, refetchOnMountOrArgChange: true },
  );

  const blocked = plan?.checks.some((check) => check.level === 'red') ?? false;
  const doubtful = plan?.checks.some((check) => check.level === 'amber') ?? false;
  const acknowledged = !doubtful || acknowledge === backup.name;
  const planned = plan !== undefined && components.length > 0 && !isFetching;

  function next(): void {
    setAsked(true);
    if (planned && !blocked && acknowledged) setStep(2);
  }

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
      const started = await start({
        backupId: backup.id,
        components,
        mode,
        safetyBackup,
        forbiddenObjects,
        withoutHistory,
        password,
        ...(doubtful ? { acknowledge } : {}),
      }).unwrap();
      onClose();
      follow(started, { undo: false, safetyBackup });
    } catch (thrown) {
      setFailure(readFailure(thrown));
    }
  }

  if (step === 1) {
    return (
      <FormDialog
        key="choose"
        title={text('backup.restore.title', { step: 1 })}
        submitLabel={text('backup.action.next')}
        submitTestId="restore-next"
        busy={false}
        disabled={!planned || blocked}
        onSubmit={next}
        onClose={onClose}
      >
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Typography style={{ overflowWrap: 'anywhere' }}>
            {text(mode === 'replace' ? 'backup.restore.intro' : 'backup.mode.preserve-intro', {
              name: backup.name,
            })}
          </Typography>
          {offered.length > 1 && (
            <Flex
              tag="fieldset"
              direction="column"
              alignItems="flex-start"
              gap={2}
              style={{ margin: 0, padding: 0, border: 0 }}
            >
              <Typography tag="legend" variant="pi" fontWeight="bold" paddingBottom={2}>
                {text('backup.restore.what')}
              </Typography>
              {offered.map((component) => (
                <Checkbox
                  key={component}
                  checked={components.includes(component)}
                  onCheckedChange={(checked) =>
                    setComponents(
                      COMPONENTS.filter((each) =>
                        each === component ? checked === true : components.includes(each),
                      ),
                    )
                  }
                >
                  {text(`backup.component.${component}`)}
                </Checkbox>
              ))}
              {components.length === 0 && (
                <Typography variant="pi" textColor="danger600" role="alert">
                  {text('backup.restore.nothing')}
                </Typography>
              )}
            </Flex>
          )}

          <ModeChoice value={mode} onChange={setMode} />

          {components.length > 0 && (
            <RestorePlanView
              components={components}
              mode={mode}
              plan={plan}
              error={error}
              onRetry={() => void refetch()}
            />
          )}

          {components.includes('database') && asksForObjects(plan, forbiddenObjects) && (
            <ForbiddenObjectsChoice value={forbiddenObjects} onChange={setForbiddenObjects} />
          )}

          {components.includes('database') && asksForHistory(plan, withoutHistory) && (
            <HistoryChoice withoutHistory={withoutHistory} onChange={setWithoutHistory} />
          )}

          {mode === 'preserve' ? (
            <Typography>{text('backup.mode.preserve-safety')}</Typography>
          ) : (
            <Flex direction="column" alignItems="flex-start" gap={1}>
              <Checkbox
                checked={wantsSafety}
                onCheckedChange={(checked) => setWantsSafety(checked === true)}
              >
                {text('backup.restore.safety')}
              </Checkbox>
              <Typography variant="pi" textColor={wantsSafety ? 'neutral600' : 'danger600'}>
                {text(wantsSafety ? 'backup.restore.safety-hint' : 'backup.restore.no-safety-hint')}
              </Typography>
            </Flex>
          )}

          {doubtful && !blocked && (
            <Field.Root
              required
              hint={backup.name}
              error={asked && !acknowledged ? text('backup.acknowledge.differs') : false}
            >
              <Field.Label>{text('backup.acknowledge')}</Field.Label>
              <Field.Input
                value={acknowledge}
                autoComplete="off"
                onChange={(event) => setAcknowledge(event.target.value)}
                data-testid="restore-acknowledge"
              />
              <Field.Error />
              <Field.Hint />
            </Field.Root>
          )}
        </Flex>
      </FormDialog>
    );
  }

  return (
    <FormDialog
      key="confirm"
      title={text('backup.restore.title', { step: 2 })}
      submitLabel={text('backup.restore.submit')}
      submitTestId="restore-submit"
      submitVariant="danger"
      busy={isLoading}
      secondary={
        <Button variant="tertiary" disabled={isLoading} onClick={() => setStep(1)}>
          {text('backup.action.back')}
        </Button>
      }
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography style={{ overflowWrap: 'anywhere' }}>
          {text(mode === 'replace' ? 'backup.restore.summary' : 'backup.mode.preserve-summary', {
            name: backup.name,
            components: components.map((each) => text(`backup.component.${each}`)).join(' + '),
          })}
        </Typography>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingLeft={4}>
          {(['gate', 'sessions', 'undo'] as const).map((each) => (
            <Typography key={each} tag="li" style={{ listStyle: 'disc' }}>
              {text(
                each === 'undo' && mode === 'preserve'
                  ? 'backup.mode.preserve-undo'
                  : `backup.restore.know.${each}`,
              )}
            </Typography>
          ))}
        </Flex>
        <PasswordField
          value={password}
          onChange={setPassword}
          failure={failure}
          testId="restore-password"
        />
        {failure !== null && failure.field !== 'password' && (
          <FailureBox failure={failure} job={job} />
        )}
      </Flex>
    </FormDialog>
  );
}
