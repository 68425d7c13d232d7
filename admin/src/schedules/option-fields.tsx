import { Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { compressionSchema } from '../../../server/src/contracts/backups';
import { levelKey, LEVELS } from '../backups/levels';
import { useText } from '../language/use-text';
import type { EditorPartProps } from './editor-props';
import { LOGS, NOTICES } from './schedule-form';

/** How the backups of a schedule are made, and who hears of them; what is left alone is as in the settings. */
export function OptionFields({ form, change, errorOf }: EditorPartProps) {
  const text = useText();
  const compressions = compressionSchema.options.filter(
    // Written by some versions of Node only: offered to whom has chosen it already.
    (each) => each !== 'zstd' || form.compression === 'zstd',
  );
  return (
    <Grid.Root gap={4} padding={4}>
      <Choice
        label={text('backup.field.compression')}
        error={errorOf('options.compression')}
        value={form.compression}
        onChange={(value) =>
          change({ compression: compressions.find((each) => each === value) ?? 'default' })
        }
      >
        {['default' as const, ...compressions].map((each) => (
          <SingleSelectOption key={each} value={each}>
            {each === 'zstd' ? each : text(`backup.compression.${each}`)}
          </SingleSelectOption>
        ))}
      </Choice>
      <Choice
        label={text('backup.field.level')}
        error={errorOf('options.compressionLevel')}
        value={form.level}
        disabled={form.compression === 'none'}
        onChange={(value) =>
          change({ level: LEVELS.find((each) => each === Number(value)) ?? 'default' })
        }
      >
        <SingleSelectOption value="default">
          {text('backup.compression.default')}
        </SingleSelectOption>
        {LEVELS.map((level) => (
          <SingleSelectOption key={level} value={level}>
            {text(levelKey(level), { level })}
          </SingleSelectOption>
        ))}
      </Choice>
      <Choice
        label={text('backup.fact.logs')}
        hint={text('backup.create.exclude-logs-hint')}
        error={errorOf('options.excludeLogs')}
        value={form.logs}
        disabled={form.type === 'media'}
        onChange={(value) => change({ logs: LOGS.find((each) => each === value) ?? 'default' })}
      >
        {LOGS.map((each) => (
          <SingleSelectOption key={each} value={each}>
            {text(`backup.schedule.logs.${each}`)}
          </SingleSelectOption>
        ))}
      </Choice>
      <Choice
        label={text('backup.schedule.field.notices')}
        hint={text('backup.schedule.notices-hint')}
        error={errorOf('notify')}
        value={form.notices}
        onChange={(value) =>
          change({ notices: NOTICES.find((each) => each === value) ?? 'default' })
        }
      >
        {NOTICES.map((each) => (
          <SingleSelectOption key={each} value={each}>
            {text(`backup.schedule.notices.${each}`)}
          </SingleSelectOption>
        ))}
      </Choice>
    </Grid.Root>
  );
}

interface ChoiceProps {
  label: string;
  hint?: string;
  error: string | false;
  value: string | number;
  disabled?: boolean;
  onChange: (value: string | number) => void;
  children: ReactNode;
}

function Choice({ label, hint, error, value, disabled = false, onChange, children }: ChoiceProps) {
  return (
    <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
      <Field.Root error={error} hint={hint}>
        <Field.Label>{label}</Field.Label>
        <SingleSelect value={value} disabled={disabled} onChange={onChange}>
          {children}
        </SingleSelect>
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Grid.Item>
  );
}
