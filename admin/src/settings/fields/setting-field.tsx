import { Field, Grid } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import type { ReactNode } from 'react';
import { useText } from '../../language/use-text';
import { useForm } from '../settings-form-context';
import type { SettingPath } from '../setting-values';

interface Props {
  path: SettingPath;
  hint?: string | undefined;
  required?: boolean;
  /** Takes the whole width. */
  wide?: boolean;
  /** Writes a limit as the field writes its value. */
  bound?: (limit: number) => string;
  children: ReactNode;
}

/** Name, input, hint and what is wrong, of one setting; and whether it can be changed here at all. */
export function SettingField({ path, hint, required, wide = false, bound, children }: Props) {
  const text = useText();
  const form = useForm();
  const isFixed = form.isFixed(path);
  return (
    <Grid.Item col={wide ? 12 : 6} s={12} xs={12} direction="column" alignItems="stretch">
      <Field.Root
        name={path}
        required={required === true && !isFixed}
        hint={isFixed ? text('backup.settings.fixed') : hint}
        error={form.problem(path, bound) ?? false}
        onBlur={() => form.visit(path)}
        data-testid={`setting-${path}`}
      >
        <Field.Label
          action={isFixed ? <Lock aria-hidden width="1.2rem" height="1.2rem" /> : undefined}
        >
          {text(`backup.setting.${path}`)}
        </Field.Label>
        {children}
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Grid.Item>
  );
}
