import { Field, Radio, Typography } from '@strapi/design-system';
import { useText } from '../language/use-text';
import type { EditorPartProps } from './editor-props';

const TYPES = ['full', 'database', 'media'] as const;

/** What the backups of a schedule hold. */
export function TypeField({ form, change, errorOf }: EditorPartProps) {
  const text = useText();
  return (
    <Field.Root error={errorOf('type')}>
      <Field.Label id="schedule-type">{text('backup.create.type')}</Field.Label>
      <Radio.Group
        aria-labelledby="schedule-type"
        value={form.type}
        onValueChange={(value) =>
          change({ type: TYPES.find((each) => each === value) ?? form.type })
        }
      >
        {TYPES.map((type) => (
          <Radio.Item key={type} value={type}>
            <Typography>
              {text(`backup.type.${type}`)}{' '}
              <Typography variant="pi" textColor="neutral600">
                {text(`backup.create.type.${type}`)}
              </Typography>
            </Typography>
          </Radio.Item>
        ))}
      </Radio.Group>
      <Field.Error />
    </Field.Root>
  );
}
