import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useText } from '../language/use-text';

interface Props {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

/** One filter of a list; cleared, it lets everything through. */
export function FilterSelect({ label, value, options, onChange }: Props) {
  const text = useText();
  return (
    <SingleSelect
      size="S"
      aria-label={label}
      placeholder={label}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(String(chosen))}
      onClear={() => onChange(null)}
      clearLabel={text('backup.filter.clear', { filter: label })}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
