import { z } from 'zod';

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time has the form 03:30.');

/** A zone that this machine's calendar knows. */
export const zoneSchema = z
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

/** When a schedule is due. Weekdays are 0 (Sunday) to 6; `time` of an hourly one counts with its minute. */
export const scheduleTimingSchema = z.discriminatedUnion('frequency', [
  z.strictObject({ frequency: z.literal('hourly'), time: timeSchema }),
  z.strictObject({ frequency: z.literal('daily'), time: timeSchema }),
  z.strictObject({
    frequency: z.literal('weekly'),
    time: timeSchema,
    weekdays: z.array(z.int().min(0).max(6)).min(1).max(7),
  }),
  z.strictObject({
    frequency: z.literal('monthly'),
    time: timeSchema,
    /** A month that is shorter has it on its last day. */
    dayOfMonth: z.int().min(1).max(31),
  }),
  z.strictObject({ frequency: z.literal('cron'), cron: cronSchema }),
]);
export type ScheduleTiming = z.infer<typeof scheduleTimingSchema>;

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
