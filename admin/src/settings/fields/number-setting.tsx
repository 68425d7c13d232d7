import { useForm } from '../settings-form-context';
import type { PathsOf } from '../setting-values';
import { NumberBox } from './number-box';
import { SettingField } from './setting-field';

interface Props {
  path: PathsOf<number>;
  hint?: string;
  placeholder?: string;
  required?: boolean;
}

/** A setting that is a number without a unit. */
export function NumberSetting({ path, hint, placeholder, required = false }: Props) {
  const form = useForm();
  return (
    <SettingField path={path} hint={hint} required={required}>
      <NumberBox
        value={form.get(path)}
        placeholder={placeholder}
        disabled={form.isFixed(path)}
        onChange={(value) => form.set(path, value)}
      />
    </SettingField>
  );
}
