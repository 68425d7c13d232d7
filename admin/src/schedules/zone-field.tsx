import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { useText } from '../language/use-text';
import { browserZone, findZones, meantZone, timeZones } from './time-zones';

interface Props {
  value: string;
  onChange: (zone: string) => void;
  error: string | false;
}

/** The zone whose clocks decide; any part of its name finds it. */
export function ZoneField({ value, onChange, error }: Props) {
  const text = useText();
  const [typed, setTyped] = useState(value);
  const zones = useMemo(() => timeZones(value, browserZone()), [value]);
  // What stands there when the list opens is no search.
  const found = typed === value ? zones : findZones(zones, typed);

  return (
    <Field.Root required error={error} hint={text('backup.schedule.zone-hint')}>
      <Field.Label>{text('backup.schedule.field.zone')}</Field.Label>
      <Combobox
        // The search is done here: the component's own finds only what begins with the words.
        autocomplete="none"
        aria-autocomplete="list"
        autoComplete="off"
        value={value}
        textValue={typed}
        onTextValueChange={setTyped}
        onChange={(zone) => {
          // Cleared, the field keeps the last choice.
          if (zones.includes(zone)) onChange(zone);
        }}
        onBlur={(event) => {
          if (event.currentTarget.getAttribute('aria-expanded') === 'true') return;
          // The component would forget the choice, or leave what is no zone in the field.
          event.preventDefault();
          const zone = meantZone(zones, typed) ?? value;
          setTyped(zone);
          if (zone !== value) onChange(zone);
        }}
        noOptionsMessage={() => text('backup.schedule.zone-none')}
        data-testid="schedule-zone"
      >
        {found.map((zone) => (
          <ComboboxOption key={zone} value={zone} textValue={zone}>
            {zone}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}
