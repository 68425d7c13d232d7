import { Field } from '@strapi/design-system';
import type { Failure } from '../api/failure';
import { useText } from '../language/use-text';

interface Props {
  value: string;
  onChange: (value: string) => void;
  failure: Failure | null;
  testId: string;
}

/** Asks for the super-admin's own password again, so that an unattended screen changes nothing. */
export function PasswordField({ value, onChange, failure, testId }: Props) {
  const text = useText();
  return (
    <Field.Root
      required
      hint={text('backup.password.hint')}
      error={failure?.field === 'password' ? failure.message : false}
    >
      <Field.Label>{text('backup.password')}</Field.Label>
      <Field.Input
        type="password"
        autoFocus
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testId}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}
