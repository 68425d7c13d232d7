import { z } from 'zod';

/** What can be wrong, and what is said about it. */
export const healthCodeSchema = z.enum([
  'NO_BACKUP',
  'TOO_OLD',
  'SCHEDULE_FAILED',
  'SCHEDULE_RETRYING',
  'SCHEDULE_OVERDUE',
  'BACKUP_CORRUPT',
  'SIZE_FELL',
  'STORAGE_UNREACHABLE',
  'DISK_NEARLY_FULL',
  'OVER_CAP',
  'COPY_MISSING',
  'MIRROR_FOUND',
  'NOTICE_FAILED',
]);
export type HealthCode = z.infer<typeof healthCodeSchema>;

export const healthStateSchema = z.enum(['healthy', 'degraded', 'unhealthy']);
export type HealthState = z.infer<typeof healthStateSchema>;

export const healthReasonSchema = z.object({
  code: healthCodeSchema,
  /** How bad it is by itself; the worst is the state. */
  level: z.enum(['degraded', 'unhealthy']),
  /** What is wrong and what to do, in English. */
  message: z.string(),
  /** The schedule or backup that it is about. */
  subject: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type HealthReason = z.infer<typeof healthReasonSchema>;

export const healthSchema = z.object({
  state: healthStateSchema,
  /** The worst first; empty when all is well. */
  reasons: z.array(healthReasonSchema),
  /** Of the newest verified backups of this site, ISO 8601. */
  newest: z.object({ database: z.string().nullable(), media: z.string().nullable() }),
  /** The next scheduled backup. */
  nextRunAt: z.string().nullable(),
});
export type Health = z.infer<typeof healthSchema>;

/** GET /backup/health */
export const healthAnswerSchema = z.object({ data: healthSchema, meta: z.object({}) });
