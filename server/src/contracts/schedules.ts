import { z } from 'zod';
import { backupTypeSchema, compressionSchema } from './backups';
import { retentionSchema } from './settings';

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time has the form 03:30.');

/** A zone that this machine's calendar knows. */
const zoneSchema = z
  .string()
  .max(64)
  .refine(isZone, 'This is no time zone of the IANA list, such as Europe/Paris.');

/** Its fields are looked at by the server, which has node-cron. */
const cronSchema = z
  .string()
  .trim()
  .max(200)
  .refine(
    (text) => text.split(/\s+/).length === 5,
    'A cron expression has five fields: minute, hour, day, month, weekday.',
  );

const weekdaysSchema = z.array(z.int().min(0).max(6)).min(1).max(7);
const dayOfMonthSchema = z.int().min(1).max(31);

/** When a schedule is due. Weekdays are 0 (Sunday) to 6; of the time of an hourly one the minute counts. */
export const scheduleTimingSchema = z.discriminatedUnion('frequency', [
  z.object({ frequency: z.literal('hourly'), time: timeSchema }),
  z.object({ frequency: z.literal('daily'), time: timeSchema }),
  z.object({ frequency: z.literal('weekly'), time: timeSchema, weekdays: weekdaysSchema }),
  // A month that is shorter has it on its last day.
  z.object({ frequency: z.literal('monthly'), time: timeSchema, dayOfMonth: dayOfMonthSchema }),
  z.object({ frequency: z.literal('cron'), cron: cronSchema }),
]);
export type ScheduleTiming = z.infer<typeof scheduleTimingSchema>;

/** The fields of a timing, whichever of them its frequency needs. */
const timingFields = {
  frequency: z.enum(['hourly', 'daily', 'weekly', 'monthly', 'cron']),
  time: timeSchema.nullable(),
  weekdays: weekdaysSchema.nullable(),
  dayOfMonth: dayOfMonthSchema.nullable(),
  cron: cronSchema.nullable(),
};

/** The same of a request, which leaves out what its frequency does not need. */
const timingInput = {
  frequency: timingFields.frequency,
  time: timingFields.time.default(null),
  weekdays: timingFields.weekdays.default(null),
  dayOfMonth: timingFields.dayOfMonth.default(null),
  cron: timingFields.cron.default(null),
};

/** What its backups are made with; what is not here is as in the settings. */
export const scheduleOptionsSchema = z.strictObject({
  compression: compressionSchema.optional(),
  compressionLevel: z.int().min(1).max(9).optional(),
  excludeLogs: z.boolean().optional(),
});

export const scheduleNoticesSchema = z.strictObject({
  onSuccess: z.boolean(),
  onFailure: z.boolean(),
});

const scheduleFields = {
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  type: backupTypeSchema,
  ...timingFields,
  zone: zoneSchema,
  options: scheduleOptionsSchema,
  /** null: the default of the settings. */
  retention: retentionSchema.nullable(),
  /** null: as the settings say. */
  notify: scheduleNoticesSchema.nullable(),
};

/** Says of each field that the frequency needs what is wrong with it. */
function checkTiming(fields: unknown, context: z.RefinementCtx): void {
  const parsed = scheduleTimingSchema.safeParse(fields);
  for (const issue of parsed.error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }
}

/** POST /backup/schedules; the whole of a schedule */
export const scheduleInputSchema = z
  .strictObject({
    ...scheduleFields,
    ...timingInput,
    enabled: scheduleFields.enabled.default(true),
    options: scheduleFields.options.default({}),
    retention: scheduleFields.retention.default(null),
    notify: scheduleFields.notify.default(null),
  })
  .superRefine(checkTiming);
export type ScheduleInput = z.infer<typeof scheduleInputSchema>;

/** PUT /backup/schedules/:id; what is not sent stays as it is */
export const updateScheduleSchema = z.strictObject(scheduleFields).partial();

/**
 * `running` and `running-again` its backup is being made · `retrying` it failed and is tried once more soon ·
 * `failed` it failed twice · `cancelled` somebody stopped it
 */
export const scheduleStatusSchema = z.enum([
  'running',
  'running-again',
  'completed',
  'retrying',
  'failed',
  'cancelled',
]);
export type ScheduleStatus = z.infer<typeof scheduleStatusSchema>;

/** One schedule, as every route answers it. Times are ISO 8601 in UTC. */
export const scheduleSchema = z.object({
  id: z.string(),
  ...scheduleFields,
  lastRunAt: z.string().nullable(),
  lastStatus: scheduleStatusSchema.nullable(),
  /** null while it is switched off. */
  nextRunAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const scheduleAnswerSchema = z.object({ data: scheduleSchema, meta: z.object({}) });
export const scheduleListAnswerSchema = z.object({
  data: z.array(scheduleSchema),
  meta: z.object({}),
});

/** POST /backup/schedules/preview */
export const previewScheduleSchema = z
  .strictObject({
    ...timingInput,
    zone: zoneSchema,
    retention: retentionSchema.nullable().default(null),
    /** The schedule that is being edited: then also what its policy would delete now. */
    id: z.string().max(64).optional(),
  })
  .superRefine(checkTiming);
export type PreviewSchedule = z.input<typeof previewScheduleSchema>;

export const schedulePreviewSchema = z.object({
  data: z.object({
    /** The next five, ISO 8601 in UTC; fewer when it is due less often. */
    runs: z.array(z.string()),
    /** The policy in words. */
    retention: z.string(),
    /** What it would delete now, oldest first; null for a schedule that is not there yet. */
    deletes: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          createdAt: z.string(),
          size: z.number().nullable(),
        }),
      )
      .nullable(),
  }),
  meta: z.object({}),
});
export type SchedulePreview = z.infer<typeof schedulePreviewSchema>['data'];

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
