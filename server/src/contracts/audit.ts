import { z } from 'zod';
import { actorSchema } from './backups';
import { pageMetaSchema, pageQuerySchema } from './paging';

/** Everything that is noted in the audit trail. */
export const auditActionSchema = z.enum([
  'backup.create',
  'backup.update',
  'backup.verify',
  'backup.rescan',
  'backup.delete',
  'backup.cancel',
  'backup.download',
  'backup.download-ticket',
  'upload.create',
  'upload.delete',
  'restore.start',
  'restore.undo',
  'restore.confirm',
  'restore.cancel',
  'schedule.create',
  'schedule.update',
  'schedule.delete',
  'schedule.run',
  'settings.update',
  'mirror.adopt',
  'mirror.decline',
  'cleanup',
]);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** Who did what, when, and from where. */
export const auditNoteSchema = z.object({
  id: z.string(),
  at: z.string(),
  action: auditActionSchema,
  /** Id of the backup, upload or restore. */
  subject: z.string().nullable(),
  actor: actorSchema,
  /** Network address, as Strapi sees it. */
  origin: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
});
export type AuditNote = z.infer<typeof auditNoteSchema>;

/** GET /backup/audit, newest first. */
export const listAuditSchema = pageQuerySchema.extend({
  action: auditActionSchema.optional(),
  subject: z.string().max(64).optional(),
});

export const auditListAnswerSchema = z.object({
  data: z.array(auditNoteSchema),
  meta: z.object({ pagination: pageMetaSchema }),
});
export type AuditList = z.infer<typeof auditListAnswerSchema>;
