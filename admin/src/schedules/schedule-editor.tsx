import { Accordion, Field, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { readFailure, type Failure } from '../api/failure';
import { useCreateScheduleMutation, useUpdateScheduleMutation } from '../api/schedules';
import { TypeField } from '../backups/type-field';
import { FailureBox } from '../components/failure-box';
import { FormDialog } from '../components/form-dialog';
import { useUnsavedGuard } from '../components/use-unsaved-guard';
import { useText } from '../language/use-text';
import type { EditorPartProps } from './editor-props';
import { OptionFields } from './option-fields';
import { RetentionFields } from './retention-fields';
import { RetentionPreview } from './retention-preview';
import { RunPreview } from './run-preview';
import { fieldsOf, formOf, newForm, problemsOf } from './schedule-form';
import { TimingFields } from './timing-fields';
import { usePreview } from './use-preview';
import { useTimingText } from './use-timing-text';
import { isShownInline, useWrongText } from './use-wrong-text';

const NAME_LIMIT = 120;

interface Props {
  /** The one to change; null for a new one. */
  schedule: Schedule | null;
  onClose: () => void;
}

/** A schedule as a form, with what it would do beside what is typed. */
export function ScheduleEditor({ schedule, onClose }: Props) {
  const text = useText();
  const when = useTimingText();
  const wrongText = useWrongText();
  const { toggleNotification } = useNotification();
  const [create, creation] = useCreateScheduleMutation();
  const [update, updating] = useUpdateScheduleMutation();
  const [initial] = useState(() => (schedule === null ? newForm() : formOf(schedule)));
  const [form, setForm] = useState(initial);
  const [failure, setFailure] = useState<Failure | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const guard = useUnsavedGuard(JSON.stringify(form) !== JSON.stringify(initial));

  const suggestedName = text('backup.schedule.suggested-name', {
    frequency: text(`backup.schedule.frequency.${form.frequency}`),
    type: text(`backup.type.${form.type}`),
  });
  const fields = fieldsOf(form, suggestedName);
  const problems = problemsOf(fields);
  const { frequency, time, weekdays, dayOfMonth, cron, zone, retention } = fields;
  const timing = { frequency, time, weekdays, dayOfMonth, cron, zone };
  const preview = usePreview(
    problems.size > 0
      ? null
      : { ...timing, retention, ...(schedule === null ? {} : { id: schedule.id }) },
  );

  const part: EditorPartProps = {
    form,
    change: (changes) => {
      setForm((last) => ({ ...last, ...changes }));
      setFailure(null);
    },
    errorOf: (field) => {
      if (failure?.field === field) return failure.message;
      const problem = problems.get(field);
      if (problem !== undefined) return wrongText(field, problem, frequency);
      return preview.failure?.field === field ? preview.failure.message : false;
    },
  };

  useEffect(() => {
    if (failure !== null) showWrong(body.current);
  }, [failure]);

  async function submit(): Promise<void> {
    if (problems.size > 0) {
      showWrong(body.current);
      return;
    }
    setFailure(null);
    try {
      const saved =
        schedule === null
          ? await create({ ...fields, enabled: true }).unwrap()
          : await update({ id: schedule.id, changes: fields }).unwrap();
      toggleNotification({
        type: 'success',
        message: text(
          schedule === null ? 'backup.done.schedule-create' : 'backup.done.schedule-update',
          { name: saved.name },
        ),
      });
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  }

  return (
    <>
      <FormDialog
        title={text(
          schedule === null ? 'backup.schedule.create.title' : 'backup.schedule.edit.title',
        )}
        submitLabel={text(
          schedule === null ? 'backup.schedule.create.submit' : 'backup.action.save',
        )}
        submitTestId="schedule-submit"
        busy={creation.isLoading || updating.isLoading}
        onSubmit={() => void submit()}
        onClose={() => guard.before(onClose)}
      >
        <Flex ref={body} direction="column" alignItems="stretch" gap={7}>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Field.Root hint={text('backup.schedule.name-hint')} error={part.errorOf('name')}>
              <Field.Label>{text('backup.field.name')}</Field.Label>
              <Field.Input
                value={form.name}
                placeholder={suggestedName}
                maxLength={NAME_LIMIT}
                autoComplete="off"
                onChange={(event) => part.change({ name: event.target.value })}
                data-testid="schedule-name"
              />
              <Field.Error />
              <Field.Hint />
            </Field.Root>
            <TypeField
              value={part.form.type}
              onChange={(type) => part.change({ type })}
              error={part.errorOf('type')}
            />
          </Flex>
          <Section title={text('backup.schedule.section.when')}>
            <TimingFields {...part} />
            <RunPreview
              preview={preview}
              zone={zone}
              words={[...problems.keys()].some((field) => field in timing) ? null : when(timing)}
            />
          </Section>
          <Section id="schedule-retention" title={text('backup.schedule.section.retention')}>
            <RetentionFields {...part} />
            <RetentionPreview preview={preview} />
          </Section>
          <Accordion.Root>
            <Accordion.Item value="options">
              <Accordion.Header>
                <Accordion.Trigger>{text('backup.create.options')}</Accordion.Trigger>
              </Accordion.Header>
              <Accordion.Content>
                <OptionFields {...part} />
              </Accordion.Content>
            </Accordion.Item>
          </Accordion.Root>
          {failure !== null && !isShownInline(failure.field) && <FailureBox failure={failure} />}
        </Flex>
      </FormDialog>
      {guard.question}
    </>
  );
}

function Section({ id, title, children }: { id?: string; title: string; children: ReactNode }) {
  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={4}>
      <Typography id={id} tag="h3" variant="delta">
        {title}
      </Typography>
      {children}
    </Flex>
  );
}

/** Goes to the first field that is wrong, else to what is said at the end of the form. */
function showWrong(form: HTMLElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;
  if (field !== null) field.focus();
  else form?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
}
