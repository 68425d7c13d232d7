import type { z } from 'zod';
import type { MessageId } from '../language/load-messages';
import type { Text } from '../language/use-text';

/** Rules about several fields, by the path of the one that they complain about. */
const RULES: Readonly<Record<string, MessageId>> = {
  'mail.smtp.host': 'backup.problem.smtp-host',
  'mail.sender': 'backup.problem.smtp-sender',
  'webhook.url': 'backup.problem.url-password',
};

/**
 * What is wrong with a setting, in the reader's language.
 *
 * @param found what the contract says of it
 * @param entered what it says that of
 * @param bound writes a limit as the field writes its value
 */
export function problemText(
  text: Text,
  found: z.core.$ZodIssue,
  entered: unknown,
  bound: (limit: number) => string,
): string {
  switch (found.code) {
    case 'invalid_type':
      return text(found.expected === 'int' ? 'backup.problem.whole' : 'backup.problem.required');
    case 'too_small': {
      const least = Number(found.minimum);
      if (isNumber(found.origin)) return text('backup.problem.min', { limit: bound(least) });
      return least <= 1
        ? text('backup.problem.required')
        : text('backup.problem.short', { limit: least });
    }
    case 'too_big': {
      const most = Number(found.maximum);
      if (isNumber(found.origin)) return text('backup.problem.max', { limit: bound(most) });
      return text(found.origin === 'array' ? 'backup.problem.many' : 'backup.problem.long', {
        limit: most,
      });
    }
    case 'invalid_format':
      return found.format === 'email'
        ? text('backup.problem.email', { value: String(entered) })
        : text('backup.problem.url');
    case 'custom': {
      const rule = RULES[found.path.join('.')];
      return rule === undefined ? found.message : text(rule);
    }
    case 'invalid_value':
      return text('backup.problem.required');
    default:
      return found.message;
  }
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int';
}
