import { Radio } from '@strapi/design-system';
import { useText } from '../../language/use-text';
import { useForm } from '../settings-form-context';
import { SettingField } from './setting-field';

interface Props<Value> {
  path: 'database.useStrapiConnection' | 'mail.transport';
  options: readonly { value: Value; label: string }[];
}

/** A setting that decides which others are there. */
export function RadioSetting<Value extends string | boolean>({ path, options }: Props<Value>) {
  const text = useText();
  const form = useForm();
  return (
    <SettingField path={path} wide>
      <Radio.Group
        aria-label={text(`backup.setting.${path}`)}
        value={String(form.get(path))}
        disabled={form.isFixed(path)}
        onValueChange={(chosen) =>
          form.set(path, options.find(({ value }) => String(value) === chosen)?.value)
        }
      >
        {options.map(({ value, label }) => (
          <Radio.Item key={String(value)} value={String(value)}>
            {label}
          </Radio.Item>
        ))}
      </Radio.Group>
    </SettingField>
  );
}
