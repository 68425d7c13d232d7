import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import en from '../translations/en.json';
import type { MessageId } from './load-messages';

export type TextValues = Record<string, string | number>;
export type Text = (id: MessageId, values?: TextValues) => string;

/** Gives the function that turns the name of a text into the text, English where it is missing. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback(
    (id: MessageId, values?: TextValues) =>
      intl.formatMessage({ id, defaultMessage: en[id] }, values ?? {}),
    [intl],
  );
}
