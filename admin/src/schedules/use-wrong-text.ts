import { useCallback } from 'react';
import type { z } from 'zod';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { problemText } from '../settings/problem-text';
import type { Frequency } from './schedule-form';

/** Fields whose errors stand beside them; every other one is told at the end of the form. */
const INLINE = new Set(['name', 'type', 'time', 'weekdays', 'dayOfMonth', 'cron', 'zone']);
const RETENTION = 'retention.';

export function isShownInline(field: string | null): boolean {
  return field !== null && (INLINE.has(field) || field.startsWith(RETENTION));
}

/** Gives the function that says what a field has to be, in the language of the panel. */
export function useWrongText(): (
  field: string,
  problem: z.core.$ZodIssue,
  frequency: Frequency,
) => string {
  const text = useText();
  const formats = useFormats();
  return useCallback(
    (field: string, problem: z.core.$ZodIssue, frequency: Frequency) => {
      switch (field) {
        case 'time':
          return text(
            frequency === 'hourly' ? 'backup.schedule.wrong.minute' : 'backup.schedule.wrong.time',
          );
        case 'weekdays':
          return text('backup.schedule.wrong.weekdays');
        case 'dayOfMonth':
          return text('backup.schedule.wrong.day');
        case 'cron':
          return text('backup.schedule.wrong.cron');
        case 'zone':
          return text('backup.schedule.wrong.zone');
        case 'retention.maxTotalSize':
          return problemText(text, problem, null, formats.bytes);
        default:
          return problemText(text, problem, null, formats.number);
      }
    },
    [text, formats],
  );
}
