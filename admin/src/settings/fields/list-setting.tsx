import { Textarea } from '@strapi/design-system';
import { useState } from 'react';
import { useForm } from '../settings-form-context';
import type { PathsOf } from '../setting-values';
import { SettingField } from './setting-field';

interface Props {
  path: PathsOf<string[]>;
  hint: string;
  placeholder: string;
  /** What stands between two entries. */
  separator: RegExp;
}

/** A setting of several lines, one entry each. */
export function ListSetting({ path, hint, placeholder, separator }: Props) {
  const form = useForm();
  // What is typed has lines that are not an entry yet.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <SettingField path={path} hint={hint} wide>
      <Textarea
        value={typed ?? (form.get(path) ?? []).join('\n')}
        placeholder={placeholder}
        disabled={form.isFixed(path)}
        spellCheck={false}
        onChange={({ target: { value } }) => {
          setTyped(value);
          form.set(
            path,
            value
              .split(separator)
              .map((entry) => entry.trim())
              .filter((entry) => entry !== ''),
          );
        }}
      />
    </SettingField>
  );
}
