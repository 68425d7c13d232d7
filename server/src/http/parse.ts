import type { z } from 'zod';
import { BackupError } from '../errors';

const SHOWN = 200;

/**
 * Reads what came with a request. The answer names the field and what is wrong with it, and does not
 * repeat the value.
 *
 * @throws BackupError INVALID_INPUT
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknownField = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = shorten([...(issue?.path ?? []), unknownField ?? []].flat().join('.'));
  const problem = shorten(issue?.message ?? 'It cannot be read');
  throw new BackupError(
    'INVALID_INPUT',
    field === '' ? `The request is not valid: ${problem}.` : `“${field}” is not valid: ${problem}.`,
    field === '' ? {} : { field },
  );
}

function shorten(text: string): string {
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return short.replace(/\.$/, '');
}
