import { z } from 'zod';

/** Query of every list: numbers arrive as text. */
export const pageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

export const pageMetaSchema = z.object({
  page: z.number(),
  pageSize: z.number(),
  pageCount: z.number(),
  total: z.number(),
});
export type PageMeta = z.infer<typeof pageMetaSchema>;

/**
 * `field:asc` or `field:desc`, for the given fields only: the field becomes part of a statement.
 *
 * @param fields names that may be sorted by
 * @param fallback used when the query has no `sort`
 */
export function sortSchema<const Fields extends readonly [string, ...string[]]>(
  fields: Fields,
  fallback: `${Fields[number]}:${'asc' | 'desc'}`,
) {
  return z
    .string()
    .default(fallback)
    .transform((text, context): { field: Fields[number]; direction: 'asc' | 'desc' } => {
      const [field, direction = 'asc', ...rest] = text.split(':');
      const known = fields.find((each): each is Fields[number] => each === field);
      if (known === undefined || rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
        context.addIssue({
          code: 'custom',
          message: `Sort by one of ${fields.join(', ')}, followed by :asc or :desc.`,
        });
        return z.NEVER;
      }
      return { field: known, direction };
    });
}
