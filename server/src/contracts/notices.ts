import { z } from 'zod';
import { backupSchema } from './backups';
import { healthReasonSchema, healthSchema } from './health';

/** What people and programs are told of. */
export const noticeEventSchema = z.enum([
  'backup.completed',
  'backup.failed',
  'health.unhealthy',
  'health.recovered',
  'test',
]);
export type NoticeEvent = z.infer<typeof noticeEventSchema>;

export const noticeChannelSchema = z.enum(['mail', 'webhook']);
export type NoticeChannel = z.infer<typeof noticeChannelSchema>;

/** The last notice of a channel that did not arrive, until the next one does. */
export const noticeFailureSchema = z.object({
  at: z.string(),
  channel: noticeChannelSchema,
  /** What went wrong and what to do, in English; without anything secret. */
  message: z.string(),
});
export type NoticeFailure = z.infer<typeof noticeFailureSchema>;

export const noticeSiteSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Of its admin panel; null when it was never configured. */
  url: z.string().nullable(),
});
export type NoticeSite = z.infer<typeof noticeSiteSchema>;

/** The schedule that a backup was made by. */
export const noticeScheduleSchema = z.object({
  id: z.string(),
  name: z.string(),
  nextRunAt: z.string().nullable(),
});
export type NoticeSchedule = z.infer<typeof noticeScheduleSchema>;

/** What had been wrong until a site recovered. */
export const pastTroubleSchema = z.object({
  since: z.string(),
  reasons: z.array(healthReasonSchema),
});
export type PastTrouble = z.infer<typeof pastTroubleSchema>;

const everyPayload = {
  /** Of this delivery: the same in each try of it. */
  id: z.string(),
  /** When it happened, ISO 8601 in UTC. */
  at: z.string(),
  site: noticeSiteSchema,
};

/** The JSON that a webhook is sent. More fields may come; a receiver leaves alone what it does not know. */
export const webhookPayloadSchema = z.discriminatedUnion('event', [
  z.object({
    ...everyPayload,
    event: z.enum(['backup.completed', 'backup.failed']),
    backup: backupSchema,
    /** null: made by hand, or its schedule is gone. */
    schedule: noticeScheduleSchema.nullable(),
  }),
  z.object({ ...everyPayload, event: z.literal('health.unhealthy'), health: healthSchema }),
  z.object({
    ...everyPayload,
    event: z.literal('health.recovered'),
    health: healthSchema,
    before: pastTroubleSchema,
  }),
  z.object({ ...everyPayload, event: z.literal('test') }),
]);
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;
