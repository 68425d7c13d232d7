import { z } from 'zod';
import { ERROR_STATUS } from '../../server/src/errors';

const refusalSchema = z.object({
  data: z.null(),
  error: z.object({
    status: z.number(),
    name: z.string(),
    message: z.string().min(20),
    details: z.looseObject({
      code: z.enum(Object.keys(ERROR_STATUS)),
      field: z.string().optional(),
    }),
  }),
});

export interface Refusal {
  status: number;
  code: string;
  field?: string | undefined;
  message: string;
}

/**
 * Reads an answer that has to be one of the plugin's refusals.
 *
 * @throws when it is something else, or its status and code do not belong together
 */
export function refusalOf(answer: { status: number; body: unknown }): Refusal {
  const { error } = refusalSchema.parse(answer.body);
  const { code, field } = error.details;
  const status = new Map<string, number>(Object.entries(ERROR_STATUS)).get(code);
  if (answer.status !== status || error.status !== status) {
    throw new Error(`${code} with status ${String(answer.status)}`);
  }
  return { status: answer.status, code, field, message: error.message };
}
