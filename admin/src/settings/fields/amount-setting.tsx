import { useFormats } from '../../language/use-formats';
import { useForm } from '../settings-form-context';
import type { PathsOf } from '../setting-values';
import { AmountInput } from './amount-input';
import { SettingField } from './setting-field';
import { SIZES, type Units } from './units';

interface Props {
  path: PathsOf<number>;
  units: Units;
  hint?: string;
  placeholder?: string;
  required?: boolean;
}

/** A setting that is a size, or a time. */
export function AmountSetting({ path, units, hint, placeholder, required = false }: Props) {
  const formats = useFormats();
  const form = useForm();
  const bound = (limit: number) =>
    units === SIZES ? formats.bytes(limit) : formats.amount(limit, units[0].name);
  return (
    <SettingField path={path} hint={hint} required={required} bound={bound}>
      <AmountInput
        value={form.get(path)}
        units={units}
        placeholder={placeholder}
        disabled={form.isFixed(path)}
        onChange={(value) => form.set(path, value)}
      />
    </SettingField>
  );
}
