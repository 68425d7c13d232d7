import type { z } from 'zod';
import type { Context } from './call';
import { parse } from './parse';

/**
 * Reads the body of a request; one without a body counts as `{}`.
 *
 * @throws BackupError INVALID_INPUT
 */
export function parseBody<Schema extends z.ZodType>(ctx: Context, schema: Schema) {
  const { body } = ctx.request;
  return parse(schema, body === undefined || body === '' ? {} : body);
}
