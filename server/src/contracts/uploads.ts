import { z } from 'zod';
import { failureSchema } from './backups';
import { createRestoreSchema, forbiddenObjectsSchema, restoreModeSchema } from './restores';

/**
 * `receiving` bytes are missing · `waiting` complete, another job runs · `checking` it is read back ·
 * `completed` it is a backup · `refused` it is none, `error` says why
 */
export const uploadStateSchema = z.enum([
  'receiving',
  'waiting',
  'checking',
  'completed',
  'refused',
]);

/** One archive on its way from a browser or a script into the list of backups. Sizes are bytes. */
export const uploadSchema = z.object({
  id: z.string(),
  /** Not sent by anybody: it was found in the backup folder, and stays there. */
  found: z.boolean(),
  /** As its sender calls it; null when it did not say. */
  fileName: z.string().nullable(),
  size: z.number(),
  received: z.number(),
  state: uploadStateSchema,
  /** The backup that it became. */
  backupId: z.string().nullable(),
  error: failureSchema.nullable(),
  createdAt: z.string(),
});
export type Upload = z.infer<typeof uploadSchema>;

/** GET /backup/uploads/:id */
export const uploadAnswerSchema = z.object({ data: uploadSchema, meta: z.object({}) });
/** GET /backup/uploads: those that are not yet a backup, and what became of those of the last day. */
export const uploadListAnswerSchema = z.object({ data: z.array(uploadSchema), meta: z.object({}) });

const listOfComponents = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(createRestoreSchema.shape.components.unwrap());

/** The fields beside `file` in POST /backup/restores/upload-and-restore: a form holds text only. */
export const uploadAndRestoreSchema = z.strictObject({
  /** `database`, `media`, or `database,media`. */
  components: listOfComponents.optional(),
  mode: restoreModeSchema.optional(),
  safetyBackup: z.stringbool().optional(),
  forbiddenObjects: forbiddenObjectsSchema.optional(),
  withoutHistory: z.stringbool().optional(),
  password: createRestoreSchema.shape.password,
});
export type UploadAndRestore = z.infer<typeof uploadAndRestoreSchema>;
