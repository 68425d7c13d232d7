import { z } from 'zod';

/** POST /backup/cleanup */
export const cleanupSchema = z.strictObject({
  /** Only say what would be deleted. */
  dryRun: z.boolean().default(false),
});

const deletedBackupSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  /** Bytes. */
  size: z.number().nullable(),
});

export const cleanupResultSchema = z.object({
  /** Oldest first. */
  deleted: z.array(deletedBackupSchema),
  bytes: z.number(),
  /** What may not be deleted takes more room than allowed. */
  overCap: z.boolean(),
});
export type CleanupResult = z.infer<typeof cleanupResultSchema>;
