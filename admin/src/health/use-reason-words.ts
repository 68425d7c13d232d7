import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { HealthCode, HealthReason } from '../../../server/src/contracts/health';
import { useText } from '../language/use-text';

export interface ReasonWords {
  /** What is wrong, and what to do. */
  sentences: string;
  /** The server's own sentence, where it knows more and is in another language. */
  detail: string | null;
}

/** How late, how full, what a mail server said: only the server's English sentence has it. */
const TOLD_MORE: ReadonlyMap<HealthCode, 'with-advice' | 'without-advice'> = new Map([
  ['TOO_OLD', 'with-advice'],
  ['SCHEDULE_OVERDUE', 'with-advice'],
  ['DISK_NEARLY_FULL', 'with-advice'],
  ['NOTICE_FAILED', 'without-advice'],
]);

/** Gives the function that says what is wrong and what to do, in the language of the panel. */
export function useReasonWords(): (reason: HealthReason) => ReasonWords {
  const text = useText();
  const { locale } = useIntl();
  const isEnglish = locale.startsWith('en');
  return useCallback(
    ({ code, subject, message }: HealthReason) => {
      const name = subject?.name ?? '';
      const what = text(`backup.health.what.${code}`, { name });
      const advice = text(`backup.health.advice.${code}`);
      const more = TOLD_MORE.get(code);
      if (more === undefined) return { sentences: `${what} ${advice}`, detail: null };
      if (isEnglish) {
        const sentences = more === 'with-advice' ? message : `${message} ${advice}`;
        return { sentences, detail: null };
      }
      return {
        sentences: `${what} ${advice}`,
        detail: text('backup.health.detail', { message }),
      };
    },
    [text, isEnglish],
  );
}
