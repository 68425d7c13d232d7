import { z } from 'zod';

/** GET /backup/statistics. Sizes are bytes, durations milliseconds. */
export const statisticsSchema = z.object({
  backups: z.object({
    total: z.number(),
    completed: z.number(),
    failed: z.number(),
    cancelled: z.number(),
    running: z.number(),
    verified: z.number(),
  }),
  restores: z.object({ total: z.number(), completed: z.number(), failed: z.number() }),
  size: z.object({ total: z.number(), average: z.number(), largest: z.number() }),
  duration: z.object({ average: z.number(), longest: z.number() }),
  /** Completed ÷ (completed + failed), 0 to 1; null before the first backup ended. */
  successRate: z.number().nullable(),
  lastCompletedAt: z.string().nullable(),
  nextRunAt: z.string().nullable(),
  disk: z.object({ free: z.number(), total: z.number() }).nullable(),
  perDay: z.array(
    z.object({
      /** yyyy-mm-dd, UTC. */
      day: z.string(),
      completed: z.number(),
      failed: z.number(),
      size: z.number(),
      durationMs: z.number(),
    }),
  ),
});
export type Statistics = z.infer<typeof statisticsSchema>;
export const statisticsAnswerSchema = z.object({ data: statisticsSchema, meta: z.object({}) });
