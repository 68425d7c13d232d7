import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useForm } from '../settings-form-context';
import type { PathsOf } from '../setting-values';
import { SettingField } from './setting-field';

interface Props {
  path: PathsOf<string> | PathsOf<number>;
  options: readonly { value: string | number; label: string }[];
  hint?: string;
}

/** A setting that is one of a few. */
export function ChoiceSetting({ path, options, hint }: Props) {
  const form = useForm();
  return (
    <SettingField path={path} hint={hint}>
      <SingleSelect
        value={form.get(path)}
        disabled={form.isFixed(path)}
        onChange={(chosen) =>
          form.set(path, options.find(({ value }) => String(value) === String(chosen))?.value)
        }
      >
        {options.map(({ value, label }) => (
          <SingleSelectOption key={value} value={value}>
            {label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </SettingField>
  );
}
