import { Checkbox, Field, Flex } from '@strapi/design-system';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { WEEK } from './use-timing-text';

interface Props {
  value: number[];
  onChange: (weekdays: number[]) => void;
  error: string | false;
}

/** On which days of the week a schedule runs. */
export function WeekdaysField({ value, onChange, error }: Props) {
  const text = useText();
  const formats = useFormats();
  return (
    <Field.Root required error={error} id="schedule-weekdays">
      <Field.Label id="schedule-weekdays-label">
        {text('backup.schedule.field.weekdays')}
      </Field.Label>
      <Flex
        role="group"
        aria-labelledby="schedule-weekdays-label"
        aria-describedby={error === false ? undefined : 'schedule-weekdays-error'}
        gap={4}
        wrap="wrap"
        paddingTop={1}
        paddingBottom={1}
      >
        {WEEK.map((day) => (
          <Checkbox
            key={day}
            id={`schedule-weekday-${day}`}
            checked={value.includes(day)}
            aria-invalid={error !== false}
            onCheckedChange={(checked) => {
              const others = value.filter((each) => each !== day);
              onChange(checked === true ? [...others, day].sort((a, b) => a - b) : others);
            }}
          >
            {formats.weekday(day, 'long')}
          </Checkbox>
        ))}
      </Flex>
      <Field.Error />
    </Field.Root>
  );
}
