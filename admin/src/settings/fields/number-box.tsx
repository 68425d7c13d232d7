import { NumberInput } from '@strapi/design-system';

interface Props {
  /** null: nothing is entered. */
  value: number | null;
  placeholder?: string | undefined;
  disabled: boolean;
  onChange: (value: number | null) => void;
}

/** An input of a number, or of nothing. */
export function NumberBox({ value, placeholder, disabled, onChange }: Props) {
  return (
    <NumberInput
      {...(value === null ? {} : { value })}
      placeholder={placeholder}
      disabled={disabled}
      onValueChange={(entered) => {
        // An input that is left says its value once more.
        if ((entered ?? null) !== value) onChange(entered ?? null);
      }}
    />
  );
}
