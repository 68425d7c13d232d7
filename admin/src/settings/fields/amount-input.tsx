import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useState } from 'react';
import { useFormats } from '../../language/use-formats';
import { useText } from '../../language/use-text';
import { NumberBox } from './number-box';
import { fittingUnit, type Unit, type Units } from './units';

interface Props {
  /** As it is stored. */
  value: number | null;
  units: Units;
  /** What nothing entered means. */
  placeholder?: string | undefined;
  disabled: boolean;
  onChange: (value: number | null) => void;
}

/** Long enough for every size and time, short enough to be read. */
const DIGITS = 6;

/** A number and its unit. Sizes of bytes are whole; the rest may have fractions. */
export function AmountInput({ value, units, placeholder, disabled, onChange }: Props) {
  const text = useText();
  const formats = useFormats();
  const [unit, setUnit] = useState(() => fittingUnit(units, value));
  const shown = value === null ? null : Number((value / unit.size).toPrecision(DIGITS));

  function change(amount: number | null, { size }: Unit): void {
    if (amount === null) onChange(null);
    else onChange(size >= 1e6 ? Math.round(amount * size) : amount * size);
  }

  return (
    <Flex gap={2} alignItems="stretch">
      <Flex flex="1 1 auto" minWidth={0} direction="column" alignItems="stretch">
        <NumberBox
          value={shown}
          placeholder={placeholder}
          disabled={disabled}
          onChange={(amount) => change(amount, unit)}
        />
      </Flex>
      {/* A field of its own: otherwise both inputs would have the same id. */}
      <Field.Root flex="0 0 auto" width="12rem">
        <SingleSelect
          aria-label={text('backup.settings.unit')}
          value={unit.name}
          disabled={disabled}
          onChange={(name) => {
            const next = units.find((each) => each.name === name) ?? unit;
            setUnit(next);
            if (shown !== null) change(shown, next);
          }}
        >
          {units.map(({ name }) => (
            <SingleSelectOption key={name} value={name}>
              {formats.unit(name)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Flex>
  );
}
