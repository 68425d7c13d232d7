import { Field, Radio, Typography } from '@strapi/design-system';
import type { Backup } from '../../../server/src/contracts/backups';
import { useText } from '../language/use-text';

const TYPES: readonly Backup['type'][] = ['full', 'database', 'media'];

interface Props {
  value: Backup['type'];
  onChange: (type: Backup['type']) => void;
  error: string | false | undefined;
}

/** What a backup is to hold. */
export function TypeField({ value, onChange, error = false }: Props) {
  const text = useText();
  return (
    <Field.Root error={error}>
      <Field.Label>{text('backup.create.type')}</Field.Label>
      <Radio.Group
        // The label gives itself an id that nobody else knows.
        aria-label={text('backup.create.type')}
        value={value}
        onValueChange={(chosen) => onChange(TYPES.find((each) => each === chosen) ?? value)}
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
