import {
  Accordion,
  Box,
  Checkbox,
  Field,
  Flex,
  Grid,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { CreateBackup } from '../../../server/src/contracts/backups';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import { useCreateBackupMutation } from '../api/backups';
import { readFailure, type Failure } from '../api/failure';
import { FailureBox } from '../components/failure-box';
import { FormDialog } from '../components/form-dialog';
import { useText } from '../language/use-text';
import { levelKey, LEVELS } from './levels';
import { NAME_LIMIT, NOTE_LIMIT } from './limits';
import { TypeField } from './type-field';

/** `default` sends nothing: the site's settings decide. */
const COMPRESSIONS = ['default', 'gzip', 'none'] as const;

interface Form {
  type: CreateBackup['type'];
  name: string;
  note: string;
  compression: (typeof COMPRESSIONS)[number];
  level: number;
  excludeLogs: boolean;
  pinned: boolean;
}

const DEFAULTS: Form = {
  type: 'full',
  name: '',
  note: '',
  compression: 'default',
  level: 6,
  excludeLogs: false,
  pinned: false,
};

interface Props {
  job: CurrentJob | null;
  onClose: () => void;
}

/** Starts a backup. Every field has a sensible value, so that the second click is the last one. */
export function CreateBackupDialog({ job, onClose }: Props) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [create, { isLoading }] = useCreateBackupMutation();
  const [form, setForm] = useState(DEFAULTS);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = (changes: Partial<Form>) => setForm({ ...form, ...changes });
  const errorOf = (field: string) => (failure?.field === field ? failure.message : false);

  async function submit(): Promise<void> {
    setFailure(null);
    try {
      const backup = await create(requestOf(form)).unwrap();
      toggleNotification({
        type: 'success',
        message: text('backup.done.create', { name: backup.name }),
      });
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  }

  return (
    <FormDialog
      title={text('backup.create.title')}
      submitLabel={text('backup.create.submit')}
      submitTestId="backup-create-submit"
      busy={isLoading}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <TypeField
          value={form.type}
          onChange={(type) => change({ type })}
          error={errorOf('type')}
        />

        <Field.Root hint={text('backup.create.name-hint')} error={errorOf('name')}>
          <Field.Label>{text('backup.field.name')}</Field.Label>
          <Field.Input
            value={form.name}
            maxLength={NAME_LIMIT}
            onChange={(event) => change({ name: event.target.value })}
            data-testid="backup-create-name"
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>

        <Accordion.Root>
          <Accordion.Item value="options">
            <Accordion.Header>
              <Accordion.Trigger>{text('backup.create.options')}</Accordion.Trigger>
            </Accordion.Header>
            <Accordion.Content>
              <Flex direction="column" alignItems="stretch" gap={4} padding={4}>
                <Options form={form} change={change} errorOf={errorOf} />
              </Flex>
            </Accordion.Content>
          </Accordion.Item>
        </Accordion.Root>

        {failure !== null && failure.field === null && <FailureBox failure={failure} job={job} />}
      </Flex>
    </FormDialog>
  );
}

interface OptionsProps {
  form: Form;
  change: (changes: Partial<Form>) => void;
  errorOf: (field: string) => string | false;
}

function Options({ form, change, errorOf }: OptionsProps) {
  const text = useText();
  return (
    <>
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root error={errorOf('compression')}>
            <Field.Label>{text('backup.field.compression')}</Field.Label>
            <SingleSelect
              value={form.compression}
              onChange={(value) =>
                change({
                  compression: COMPRESSIONS.find((each) => each === value) ?? form.compression,
                })
              }
            >
              {COMPRESSIONS.map((value) => (
                <SingleSelectOption key={value} value={value}>
                  {text(`backup.compression.${value}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            <Field.Error />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root error={errorOf('compressionLevel')}>
            <Field.Label>{text('backup.field.level')}</Field.Label>
            <SingleSelect
              value={form.compression === 'gzip' ? form.level : null}
              placeholder="–"
              disabled={form.compression !== 'gzip'}
              onChange={(value) => change({ level: Number(value) })}
            >
              {LEVELS.map((level) => (
                <SingleSelectOption key={level} value={level}>
                  {text(levelKey(level), { level })}
                </SingleSelectOption>
              ))}
            </SingleSelect>
            <Field.Error />
          </Field.Root>
        </Grid.Item>
      </Grid.Root>
      <Box>
        <Checkbox
          checked={form.excludeLogs}
          disabled={form.type === 'media'}
          onCheckedChange={(checked) => change({ excludeLogs: checked === true })}
        >
          {text('backup.create.exclude-logs')}
        </Checkbox>
        <Typography variant="pi" textColor="neutral600">
          {text('backup.create.exclude-logs-hint')}
        </Typography>
      </Box>
      <Checkbox
        checked={form.pinned}
        onCheckedChange={(checked) => change({ pinned: checked === true })}
      >
        {text('backup.create.pin')}
      </Checkbox>
      <Field.Root error={errorOf('note')}>
        <Field.Label>{text('backup.field.note')}</Field.Label>
        <Textarea
          value={form.note}
          maxLength={NOTE_LIMIT}
          onChange={(event) => change({ note: event.target.value })}
        />
        <Field.Error />
      </Field.Root>
    </>
  );
}

/** Leaves out what the reader left alone: the site's settings apply there. */
function requestOf(form: Form): CreateBackup {
  return {
    type: form.type,
    ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
    ...(form.note.trim() === '' ? {} : { note: form.note }),
    ...(form.compression === 'default' ? {} : { compression: form.compression }),
    ...(form.compression === 'gzip' ? { compressionLevel: form.level } : {}),
    ...(form.excludeLogs && form.type !== 'media' ? { excludeLogs: true } : {}),
    ...(form.pinned ? { pinned: true } : {}),
  };
}
