import { z } from 'zod';
import { scheduleSchema } from './schedules';

/** The file beside the archives in which schedules and settings outlive the database. No secrets. */
export const mirrorSchema = z.object({
  format: z.literal(1),
  writtenAt: z.string(),
  site: z.object({ id: z.string(), name: z.string() }),
  schedules: z.array(scheduleSchema),
  /** What was stored, by path. */
  settings: z.record(z.string(), z.unknown()),
});
export type Mirror = z.infer<typeof mirrorSchema>;

/** GET /backup/settings/mirror: what could be adopted; null when there is nothing, or nothing is missing here. */
export const mirrorOfferSchema = z.object({
  writtenAt: z.string(),
  site: z.object({ id: z.string(), name: z.string() }),
  /** Names of the schedules. */
  schedules: z.array(z.string()),
  /** Paths of the settings. */
  settings: z.array(z.string()),
});
export type MirrorOffer = z.infer<typeof mirrorOfferSchema>;
export const mirrorOfferAnswerSchema = z.object({
  data: mirrorOfferSchema.nullable(),
  meta: z.object({}),
});

/** POST /backup/settings/mirror/adopt */
export const mirrorAdoptedSchema = z.object({
  schedules: z.number(),
  settings: z.array(z.string()),
  /** Settings that do not fit any more, or are fixed in `config/plugins`. */
  leftOut: z.array(z.string()),
});
export type MirrorAdopted = z.infer<typeof mirrorAdoptedSchema>;
export const mirrorAdoptedAnswerSchema = z.object({
  data: mirrorAdoptedSchema,
  meta: z.object({}),
});
