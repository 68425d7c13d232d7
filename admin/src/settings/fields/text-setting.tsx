import { Field } from '@strapi/design-system';
import { useForm } from '../settings-form-context';
import { emptyText, type PathsOf } from '../setting-values';
import { SettingField } from './setting-field';

interface Props {
  path: PathsOf<string>;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  wide?: boolean;
}

/** A setting of one line. */
export function TextSetting({ path, hint, placeholder, required = false, wide = false }: Props) {
  const form = useForm();
  return (
    <SettingField path={path} hint={hint} required={required} wide={wide}>
      <Field.Input
        value={form.get(path) ?? ''}
        placeholder={placeholder}
        disabled={form.isFixed(path)}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target: { value } }) => form.set(path, value === '' ? emptyText(path) : value)}
      />
    </SettingField>
  );
}
