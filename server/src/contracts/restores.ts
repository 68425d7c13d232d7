import { z } from 'zod';
import { actorSchema, failureSchema, warningSchema } from './backups';
import { jobProgressSchema } from './jobs';
import { pageMetaSchema, pageQuerySchema, sortSchema } from './paging';

export const restoreComponentSchema = z.enum(['database', 'media']);
export type RestoreComponent = z.infer<typeof restoreComponentSchema>;

export const restoreModeSchema = z.enum(['replace', 'preserve']);
export type RestoreMode = z.infer<typeof restoreModeSchema>;

export const restoreSourceSchema = z.enum(['backup', 'upload', 'file']);
export const restoreStatusSchema = z.enum([
  'pending',
  'running',
  'completed',
  'failed',
  'cancelled',
]);
export type RestoreStatus = z.infer<typeof restoreStatusSchema>;

/** Something of a backup that `preserve` could not add; what the site has stays. */
export const mergeConflictSchema = z.object({
  code: z.enum([
    /** Another document has the value that only one may have. */
    'VALUE_TAKEN',
    /** The type has one document only, and the site has another one. */
    'SINGLE_TYPE_TAKEN',
    /** Two rows of the backup are the same document, locale and status. */
    'DUPLICATE_IN_BACKUP',
    /** The running code does not have this type, or the backup has it in another form. */
    'TYPE_NOT_MERGED',
    /** What is at the other end of a relation is not there. */
    'RELATION_NOT_MADE',
    /** What the site has already has another one in a relation to one only. */
    'RELATION_TAKEN',
    /** A file of the same name with another content. */
    'FILE_DIFFERS',
  ]),
  /** Content type, field, relation or folder. */
  what: z.string(),
  count: z.number(),
  /** Document ids or file names, a few. */
  examples: z.array(z.string()),
});
export type MergeConflict = z.infer<typeof mergeConflictSchema>;

export const mergeSummarySchema = z.object({
  /** By content type. */
  added: z.array(z.object({ type: z.string(), rows: z.number() })),
  /** Rows of the backup that the site has already. */
  kept: z.number(),
  conflicts: z.array(mergeConflictSchema),
});
export type MergeSummary = z.infer<typeof mergeSummarySchema>;

/** What `preserve` did. */
export const preservedSchema = mergeSummarySchema.extend({
  filesAdded: z.number(),
  filesKept: z.number(),
});
export type Preserved = z.infer<typeof preservedSchema>;

/** What a finished restore did. */
export const restoreResultSchema = z.object({
  tables: z.number(),
  rows: z.number(),
  mediaFiles: z.number(),
  mediaBytes: z.number(),
  /** Tables of other programs that were left as they are. */
  keptTables: z.array(z.string()),
  warnings: z.array(warningSchema),
  restartRequired: z.boolean(),
  /** Null in the mode `replace`. */
  preserved: preservedSchema.nullable().default(null),
});
export type RestoreResult = z.infer<typeof restoreResultSchema>;

export const planCheckSchema = z.object({
  code: z.string(),
  level: z.enum(['green', 'amber', 'red']),
  message: z.string(),
});
export type PlanCheck = z.infer<typeof planCheckSchema>;

/** A table with another number of rows than now; `now` is null for one that is not there. */
export const tableChangeSchema = z.object({
  name: z.string(),
  now: z.number().nullable(),
  backup: z.number(),
});
export type TableChange = z.infer<typeof tableChangeSchema>;

/** Files of the media library that would come, go, or become others. */
export const mediaChangesSchema = z.object({
  added: z.number(),
  removed: z.number(),
  replaced: z.number(),
});
export type MediaChanges = z.infer<typeof mediaChangesSchema>;

/** What a restore is going to do, made before anything is touched. */
export const restorePlanSchema = z.object({
  checks: z.array(planCheckSchema),
  tables: z.number(),
  rows: z.number(),
  mediaFiles: z.number(),
  mediaBytes: z.number(),
  keptTables: z.array(z.string()),
  diskNeeded: z.number(),
  diskFree: z.number(),
  /** These three are for whoever looks at a plan; the plan of a running restore does without. */
  tableChanges: z.array(tableChangeSchema).nullable().default(null),
  mediaChanges: mediaChangesSchema.nullable().default(null),
  /** From earlier restores; null when there are none of this kind. */
  expectedMs: z.number().nullable().default(null),
});
export type RestorePlan = z.infer<typeof restorePlanSchema>;

/** One restore, as every route answers it. */
export const restoreSchema = z.object({
  id: z.string(),
  backupId: z.string().nullable(),
  backupName: z.string(),
  source: restoreSourceSchema,
  components: z.array(restoreComponentSchema),
  mode: restoreModeSchema,
  status: restoreStatusSchema,
  step: z.string().nullable(),
  progress: z.number(),
  safetyBackupId: z.string().nullable(),
  plan: restorePlanSchema.nullable(),
  result: restoreResultSchema.nullable(),
  /** Until when the replaced data are kept; null when there are none (any more). */
  keptUntil: z.string().nullable(),
  /** Whether undo would work now. */
  canUndo: z.boolean(),
  confirmedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  error: failureSchema.nullable(),
  actor: actorSchema.nullable(),
});
export type Restore = z.infer<typeof restoreSchema>;

/** Views, triggers, routines and events that the database account may not make as they are. */
export const forbiddenObjectsSchema = z.enum(['refuse', 'replace-definer', 'leave-out']);

/** POST /backup/restores */
export const createRestoreSchema = z.strictObject({
  backupId: z.string().min(1).max(64),
  components: z
    .array(restoreComponentSchema)
    .min(1)
    .max(2)
    .refine((list) => new Set(list).size === list.length, 'Name each component once.')
    .optional(),
  mode: restoreModeSchema.optional(),
  safetyBackup: z.boolean().optional(),
  forbiddenObjects: forbiddenObjectsSchema.optional(),
  /** Of system-versioned tables only the present rows. */
  withoutHistory: z.boolean().optional(),
  /** The name of the backup, typed by the person, where the plan asks for it. */
  acknowledge: z.string().max(200).optional(),
  /** The super-admin's password again; required with a sign-in session, not with an admin token. */
  password: z.string().max(200).optional(),
});
export type CreateRestore = z.infer<typeof createRestoreSchema>;

/** POST /backup/restores/plan */
export const planRestoreSchema = z.strictObject({
  backupId: z.string().min(1).max(64),
  components: createRestoreSchema.shape.components,
  mode: restoreModeSchema.optional(),
  forbiddenObjects: forbiddenObjectsSchema.optional(),
  withoutHistory: z.boolean().optional(),
});
export type PlanRestore = z.infer<typeof planRestoreSchema>;

/** POST /backup/restores/:id/undo */
export const undoRestoreSchema = z.strictObject({
  password: z.string().max(200).optional(),
  safetyBackup: z.boolean().optional(),
  forbiddenObjects: forbiddenObjectsSchema.optional(),
});
export type UndoRestore = z.infer<typeof undoRestoreSchema>;

export const RESTORE_SORT_FIELDS = ['createdAt', 'status', 'backupName'] as const;

/** GET /backup/restores */
export const listRestoresSchema = pageQuerySchema.extend({
  sort: sortSchema(RESTORE_SORT_FIELDS, 'createdAt:desc'),
  status: restoreStatusSchema.optional(),
  q: z.string().max(120).optional(),
});
export type ListRestores = z.infer<typeof listRestoresSchema>;

/** Answer of POST /backup/restores and of undo: the token is shown this once. */
export const restoreStartedSchema = z.object({
  data: restoreSchema.extend({ statusToken: z.string() }),
  meta: z.object({}),
});
export type RestoreStarted = z.infer<typeof restoreStartedSchema>;

/** GET /backup/restore-status with the header X-Restore-Token. */
export const restoreStatusAnswerSchema = z.object({
  data: z.object({
    id: z.string(),
    status: restoreStatusSchema,
    undo: z.boolean(),
    progress: jobProgressSchema.nullable(),
    /** Whether the site answers: `write` refuses changes, `closed` refuses everything. */
    gate: z.enum(['open', 'write', 'closed']),
    result: restoreResultSchema.nullable(),
    error: failureSchema.nullable(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  }),
  meta: z.object({}),
});
export type RestoreStatusAnswer = z.infer<typeof restoreStatusAnswerSchema>;

export const restoreListAnswerSchema = z.object({
  data: z.array(restoreSchema),
  meta: z.object({ pagination: pageMetaSchema }),
});
export type RestoreList = z.infer<typeof restoreListAnswerSchema>;
