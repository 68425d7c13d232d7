import {
  Box,
  Field,
  Grid,
  SingleSelect,
  SingleSelectOption,
  TimePicker,
} from '@strapi/design-system';
import { useText } from '../language/use-text';
import type { EditorPartProps } from './editor-props';
import { NumberField } from './number-field';
import { FREQUENCIES } from './schedule-form';
import { WeekdaysField } from './weekdays-field';
import { ZoneField } from './zone-field';

/** When a schedule runs: how often, and the fields that this needs. */
export function TimingFields({ form, change, errorOf }: EditorPartProps) {
  const text = useText();
  const { frequency } = form;
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <Field.Root required error={errorOf('frequency')}>
          <Field.Label>{text('backup.schedule.field.frequency')}</Field.Label>
          <SingleSelect
            value={frequency}
            onChange={(value) =>
              change({ frequency: FREQUENCIES.find((each) => each === value) ?? frequency })
            }
          >
            {FREQUENCIES.map((each) => (
              <SingleSelectOption key={each} value={each}>
                {text(`backup.schedule.frequency.${each}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Error />
        </Field.Root>
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        {frequency === 'hourly' ? (
          <NumberField
            required
            label={text('backup.schedule.field.minute')}
            value={form.minute}
            onChange={(minute) => change({ minute })}
            error={errorOf('time')}
            testId="schedule-minute"
          />
        ) : frequency === 'cron' ? (
          <CronField form={form} change={change} errorOf={errorOf} />
        ) : (
          <TimeField form={form} change={change} errorOf={errorOf} />
        )}
      </Grid.Item>
      {frequency === 'weekly' && (
        <Grid.Item col={12} direction="column" alignItems="stretch">
          <WeekdaysField
            value={form.weekdays}
            onChange={(weekdays) => change({ weekdays })}
            error={errorOf('weekdays')}
          />
        </Grid.Item>
      )}
      {frequency === 'monthly' && (
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <NumberField
            required
            label={text('backup.schedule.field.day')}
            hint={text('backup.schedule.day-hint')}
            value={form.dayOfMonth}
            onChange={(dayOfMonth) => change({ dayOfMonth })}
            error={errorOf('dayOfMonth')}
            testId="schedule-day"
          />
        </Grid.Item>
      )}
      <Grid.Item
        col={frequency === 'monthly' ? 6 : 12}
        xs={12}
        direction="column"
        alignItems="stretch"
      >
        <Box width="100%">
          <ZoneField
            value={form.zone}
            onChange={(zone) => change({ zone })}
            error={errorOf('zone')}
          />
        </Box>
      </Grid.Item>
    </Grid.Root>
  );
}

function TimeField({ form, change, errorOf }: EditorPartProps) {
  const text = useText();
  return (
    <Field.Root required error={errorOf('time')}>
      <Field.Label>{text('backup.schedule.field.time')}</Field.Label>
      <TimePicker
        step={15}
        value={form.time}
        onChange={(value) => {
          const time = asTime(value);
          if (time !== null) change({ time });
        }}
        data-testid="schedule-time"
      />
      <Field.Error />
    </Field.Root>
  );
}

function CronField({ form, change, errorOf }: EditorPartProps) {
  const text = useText();
  return (
    <Field.Root required error={errorOf('cron')} hint={text('backup.schedule.cron-hint')}>
      <Field.Label>{text('backup.schedule.field.cron')}</Field.Label>
      <Field.Input
        value={form.cron}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ cron: event.target.value })}
        data-testid="schedule-cron"
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}

/** The picker writes times as the panel's language does: "3.30" is 03:30. Null is what is no time yet. */
function asTime(text: string | undefined): string | null {
  const [, hour, minute] = /^(\d{1,2})\D(\d{2})$/.exec(text ?? '') ?? [];
  if (hour === undefined || minute === undefined) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}
