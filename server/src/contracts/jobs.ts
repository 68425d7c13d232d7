import { z } from 'zod';

export const jobKindSchema = z.enum([
  'backup',
  'restore',
  'undo',
  'verify',
  'upload',
  'delete',
  'copy',
]);

/** How far a running job is. Written at most once a second. */
export const jobProgressSchema = z.object({
  step: z.string(),
  /** Percent of the whole job, 0 to 100. */
  percent: z.number(),
  /** Bytes of the current step. `bytesTotal` is 0 while it is not known. */
  bytesDone: z.number(),
  bytesTotal: z.number(),
  /** What is being worked on, for people: a table, a file. */
  item: z.string().nullable(),
  /** Bytes per second over the last seconds. */
  throughput: z.number().nullable(),
  /** Estimated seconds to the end of the current step. */
  secondsLeft: z.number().nullable(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** GET /backup/jobs/current: the job that holds the lease, or null. */
export const currentJobSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  /** The record that the job works on: a backup's or a restore's id. */
  recordId: z.string(),
  name: z.string(),
  startedAt: z.string(),
  progress: jobProgressSchema.nullable(),
  cancellable: z.boolean(),
});
export type CurrentJob = z.infer<typeof currentJobSchema>;
export const currentJobAnswerSchema = z.object({
  data: currentJobSchema.nullable(),
  meta: z.object({}),
});
