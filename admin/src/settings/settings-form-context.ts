import { createContext, useContext } from 'react';
import type { SettingsForm } from './use-settings-form';

export const SettingsFormContext = createContext<SettingsForm | null>(null);

/** The form that a field is in. */
export function useForm(): SettingsForm {
  const form = useContext(SettingsFormContext);
  if (form === null) throw new Error('A setting stands in the form of a section.');
  return form;
}
