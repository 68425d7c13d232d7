import { Field } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { NumberBox } from '../settings/fields/number-box';

interface Props {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  error: string | false;
  hint?: ReactNode;
  placeholder?: string;
  required?: boolean;
  testId: string;
}

/** A field for a number, or for none. */
export function NumberField(props: Props) {
  return (
    <Field.Root
      required={props.required ?? false}
      error={props.error}
      hint={props.hint}
      data-testid={props.testId}
    >
      <Field.Label>{props.label}</Field.Label>
      <NumberBox
        value={props.value}
        placeholder={props.placeholder}
        disabled={false}
        onChange={props.onChange}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}
