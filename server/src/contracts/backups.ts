import { z } from 'zod';
import { pageMetaSchema, pageQuerySchema, sortSchema } from './paging';

export const backupTypeSchema = z.enum(['database', 'media', 'full']);
export type BackupType = z.infer<typeof backupTypeSchema>;

export const backupStatusSchema = z.enum([
  'pending',
  'running',
  'completed',
  'failed',
  'cancelled',
]);
export type BackupStatus = z.infer<typeof backupStatusSchema>;

export const backupOriginSchema = z.enum([
  'manual',
  'schedule',
  'safety',
  'upload',
  'found',
  'cli',
]);
export type BackupOrigin = z.infer<typeof backupOriginSchema>;

export const verificationSchema = z.enum(['unverified', 'verified', 'corrupt']);
export type Verification = z.infer<typeof verificationSchema>;

export const compressionSchema = z.enum(['gzip', 'zstd', 'none']);
export type Compression = z.infer<typeof compressionSchema>;

/** Who did something. A plain value, never a relation: relations would follow a swapped table. */
export const actorSchema = z.object({
  id: z.number().nullable(),
  email: z.string().nullable(),
  name: z.string(),
});
export type Actor = z.infer<typeof actorSchema>;

export const warningSchema = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;

export const failureSchema = z.object({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof failureSchema>;

export const storageCopySchema = z.object({
  storage: z.enum(['local', 'second']),
  key: z.string(),
  /** `removed` by retention, while another copy stays. */
  status: z.enum(['present', 'missing', 'removed']),
});
export type StorageCopy = z.infer<typeof storageCopySchema>;

export const backupCountsSchema = z.object({
  tables: z.number(),
  rows: z.number(),
  mediaFiles: z.number(),
  mediaBytes: z.number(),
  missingMedia: z.number(),
  /** Published and draft rows per content type, by its uid. */
  entries: z.record(z.string(), z.number()),
  adminUsers: z.number(),
});
export type BackupCounts = z.infer<typeof backupCountsSchema>;

/** One backup, as every route answers it. Times are ISO 8601 in UTC, sizes bytes. */
export const backupSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: backupTypeSchema,
  status: backupStatusSchema,
  origin: backupOriginSchema,
  schedule: z.string().nullable(),
  database: z.object({ client: z.string(), version: z.string() }).nullable(),
  step: z.string().nullable(),
  progress: z.number(),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  fileName: z.string().nullable(),
  copies: z.array(storageCopySchema),
  size: z.number().nullable(),
  uncompressedSize: z.number().nullable(),
  sha256: z.string().nullable(),
  compression: compressionSchema,
  compressionLevel: z.number(),
  encrypted: z.boolean(),
  counts: backupCountsSchema.nullable(),
  warnings: z.array(warningSchema),
  excludeLogs: z.boolean(),
  pinned: z.boolean(),
  note: z.string().nullable(),
  verification: verificationSchema,
  verifiedAt: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  error: failureSchema.nullable(),
  actor: actorSchema.nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

const nameSchema = z.string().trim().min(1).max(120);
const noteSchema = z.string().max(2000);

/** POST /backup/backups */
export const createBackupSchema = z.strictObject({
  name: nameSchema.optional(),
  type: backupTypeSchema,
  compression: compressionSchema.optional(),
  /** `false` is short for `compression: 'none'`. */
  compress: z.boolean().optional(),
  compressionLevel: z.number().int().min(1).max(9).optional(),
  excludeLogs: z.boolean().optional(),
  note: noteSchema.optional(),
  pinned: z.boolean().optional(),
});
export type CreateBackup = z.infer<typeof createBackupSchema>;

/** PUT /backup/backups/:id */
export const updateBackupSchema = z.strictObject({
  name: nameSchema.optional(),
  note: noteSchema.nullable().optional(),
  pinned: z.boolean().optional(),
});
export type UpdateBackup = z.infer<typeof updateBackupSchema>;

/** POST /backup/backups/bulk-delete */
export const bulkDeleteSchema = z.strictObject({
  ids: z.array(z.string().min(1).max(64)).min(1).max(500),
  force: z.boolean().optional(),
});
export type BulkDelete = z.infer<typeof bulkDeleteSchema>;

export const bulkDeleteResultSchema = z.object({
  id: z.string(),
  deleted: z.boolean(),
  error: failureSchema.nullable(),
});
export type BulkDeleteResult = z.infer<typeof bulkDeleteResultSchema>;

export const BACKUP_SORT_FIELDS = ['createdAt', 'name', 'size', 'status', 'type'] as const;

/** GET /backup/backups */
export const listBackupsSchema = pageQuerySchema.extend({
  sort: sortSchema(BACKUP_SORT_FIELDS, 'createdAt:desc'),
  type: backupTypeSchema.optional(),
  status: backupStatusSchema.optional(),
  origin: backupOriginSchema.optional(),
  q: z.string().max(120).optional(),
  from: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  to: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
});
export type ListBackups = z.infer<typeof listBackupsSchema>;

export const deleteBackupQuerySchema = z.object({
  force: z.stringbool().optional(),
});

/** GET /backup/backups/:id/contents: which list, and which page of it. */
export const contentsQuerySchema = pageQuerySchema.extend({
  list: z.enum(['entries', 'tables']).default('entries'),
  q: z.string().max(500).optional(),
});
export type ContentsQuery = z.infer<typeof contentsQuerySchema>;

export const archiveEntrySchema = z.object({
  path: z.string(),
  size: z.number(),
  sha256: z.string(),
  mtime: z.string(),
});
export type ArchiveEntry = z.infer<typeof archiveEntrySchema>;

export const downloadTicketSchema = z.object({ url: z.string(), expiresAt: z.string() });
export type DownloadTicket = z.infer<typeof downloadTicketSchema>;

export const rescanResultSchema = z.object({
  adopted: z.number(),
  /** Without a sidecar: they are read whole, and appear among the uploads until then. */
  reading: z.number(),
  missing: z.number(),
  invalid: z.array(z.object({ fileName: z.string(), code: z.string(), message: z.string() })),
});
export type RescanResult = z.infer<typeof rescanResultSchema>;

export const logLineSchema = z.object({
  time: z.string(),
  level: z.enum(['info', 'warn', 'error']),
  step: z.string().nullable(),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

export const backupAnswerSchema = z.object({ data: backupSchema, meta: z.object({}) });
export const backupListAnswerSchema = z.object({
  data: z.array(backupSchema),
  meta: z.object({ pagination: pageMetaSchema }),
});
export type BackupList = z.infer<typeof backupListAnswerSchema>;
