import { z } from 'zod';
import { auditListAnswerSchema, listAuditSchema } from '../contracts/audit';
import {
  archiveEntrySchema,
  backupAnswerSchema,
  backupListAnswerSchema,
  bulkDeleteResultSchema,
  bulkDeleteSchema,
  contentsQuerySchema,
  createBackupSchema,
  deleteBackupQuerySchema,
  downloadTicketSchema,
  listBackupsSchema,
  logLineSchema,
  rescanResultSchema,
  updateBackupSchema,
} from '../contracts/backups';
import { cleanupResultSchema, cleanupSchema } from '../contracts/cleanup';
import { healthAnswerSchema } from '../contracts/health';
import { currentJobAnswerSchema } from '../contracts/jobs';
import { mirrorAdoptedAnswerSchema, mirrorOfferAnswerSchema } from '../contracts/mirror';
import { pageMetaSchema } from '../contracts/paging';
import {
  createRestoreSchema,
  listRestoresSchema,
  planRestoreSchema,
  restoreListAnswerSchema,
  restorePlanSchema,
  restoreSchema,
  restoreStartedSchema,
  restoreStatusAnswerSchema,
  undoRestoreSchema,
} from '../contracts/restores';
import {
  previewScheduleSchema,
  scheduleAnswerSchema,
  scheduleInputSchema,
  scheduleListAnswerSchema,
  schedulePreviewSchema,
  updateScheduleSchema,
} from '../contracts/schedules';
import {
  settingsAnswerSchema,
  settingsChecksAnswerSchema,
  settingsSchema,
  testSettingsSchema,
} from '../contracts/settings';
import { statisticsAnswerSchema } from '../contracts/statistics';
import {
  uploadAndRestoreSchema,
  uploadAnswerSchema,
  uploadListAnswerSchema,
} from '../contracts/uploads';
import type { controllers } from './controllers';

type Controllers = typeof controllers;
/** `backups.list` */
export type HandlerName = {
  [Name in keyof Controllers]: `${Name}.${keyof ReturnType<Controllers[Name]> & string}`;
}[keyof Controllers];

/** What a route takes and answers, for the reference. */
export interface RouteDoc {
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** `form`: multipart, with an archive in the field `file`. */
  readonly form?: z.ZodType;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: 200 | 201 | 202 | 204;
  /** Of JSON; a string is the type of other content. */
  readonly answer: z.ZodType | string | null;
}

const data = (schema: z.ZodType, meta: z.ZodType = z.object({})): z.ZodType =>
  z.object({ data: schema, meta });
const nothing = data(z.null());
const logAnswer = data(z.array(logLineSchema));
const logQuery = z.object({ download: z.stringbool().optional() });
const restoreAnswer = data(restoreSchema);
const TUS = { 'Tus-Resumable': '1.0.0' };

export const ROUTE_DOCS: Readonly<Record<HandlerName, RouteDoc>> = {
  'backups.list': {
    summary: 'List backups',
    query: listBackupsSchema,
    answer: backupListAnswerSchema,
  },
  'backups.create': {
    summary: 'Make a backup',
    body: createBackupSchema,
    status: 202,
    answer: backupAnswerSchema,
  },
  'backups.bulkDelete': {
    summary: 'Delete several backups',
    body: bulkDeleteSchema,
    answer: data(z.array(bulkDeleteResultSchema)),
  },
  'backups.rescan': {
    summary: 'Adopt archives that lie in the folder, mark vanished ones',
    answer: data(rescanResultSchema),
  },
  'backups.get': { summary: 'Get a backup', answer: backupAnswerSchema },
  'backups.update': {
    summary: 'Rename, note, pin',
    body: updateBackupSchema,
    answer: backupAnswerSchema,
  },
  'backups.delete': {
    summary: 'Delete archive and record',
    query: deleteBackupQuerySchema,
    answer: nothing,
  },
  'backups.cancel': {
    summary: 'Stop a backup or its verification',
    status: 202,
    answer: backupAnswerSchema,
  },
  'backups.verify': { summary: 'Read a backup back', status: 202, answer: backupAnswerSchema },
  'backups.log': { summary: 'The log of a backup', query: logQuery, answer: logAnswer },
  'backups.contents': {
    summary: 'What is inside',
    query: contentsQuerySchema,
    answer: data(
      z.array(z.union([archiveEntrySchema, z.looseObject({ name: z.string() })])),
      z.object({ pagination: pageMetaSchema, manifest: z.looseObject({}) }),
    ),
  },
  'downloads.direct': {
    summary: 'Download the archive; Range is honoured',
    answer: 'application/octet-stream',
  },
  'downloads.issueTicket': {
    summary: 'An address that downloads once without sign-in',
    answer: data(downloadTicketSchema),
  },
  'downloads.byTicket': { summary: 'Download by ticket', answer: 'application/octet-stream' },
  'uploads.list': { summary: 'Archives on their way in', answer: uploadListAnswerSchema },
  'uploads.create': {
    summary: 'Begin a resumable upload (tus 1.0)',
    headers: TUS,
    status: 201,
    answer: null,
  },
  'uploads.get': { summary: 'How far an upload is (HEAD: by tus)', answer: uploadAnswerSchema },
  'uploads.receive': { summary: 'Send a part (tus 1.0)', headers: TUS, status: 204, answer: null },
  'uploads.delete': { summary: 'Forget an upload', status: 204, answer: null },
  'restores.list': {
    summary: 'List restores',
    query: listRestoresSchema,
    answer: restoreListAnswerSchema,
  },
  'restores.create': {
    summary: 'Restore a backup',
    body: createRestoreSchema,
    status: 202,
    answer: restoreStartedSchema,
  },
  'restores.plan': {
    summary: 'What a restore would change; touches nothing',
    body: planRestoreSchema,
    answer: data(restorePlanSchema),
  },
  'restores.uploadAndRestore': {
    summary: 'Send an archive and restore it',
    form: uploadAndRestoreSchema,
    status: 202,
    answer: restoreStartedSchema,
  },
  'restores.get': { summary: 'Get a restore', answer: restoreAnswer },
  'restores.log': { summary: 'The log of a restore', query: logQuery, answer: logAnswer },
  'restores.undo': {
    summary: 'Bring back what a restore replaced',
    body: undoRestoreSchema,
    status: 202,
    answer: restoreStartedSchema,
  },
  'restores.confirm': { summary: 'Let go of what a restore replaced', answer: restoreAnswer },
  'restores.cancel': {
    summary: 'Stop a restore before its swap',
    status: 202,
    answer: restoreAnswer,
  },
  'restoreStatus.get': {
    summary: 'How far a restore is, also while the site is closed',
    headers: { 'X-Restore-Token': 'the statusToken of the restore' },
    answer: restoreStatusAnswerSchema,
  },
  'jobs.current': { summary: 'What runs now', answer: currentJobAnswerSchema },
  'statistics.get': {
    summary: 'Totals, sizes, durations, a series per day',
    answer: statisticsAnswerSchema,
  },
  'health.get': {
    summary: 'Whether the site could be brought back today',
    answer: healthAnswerSchema,
  },
  'schedules.list': { summary: 'List schedules', answer: scheduleListAnswerSchema },
  'schedules.create': {
    summary: 'Add a schedule',
    body: scheduleInputSchema,
    status: 201,
    answer: scheduleAnswerSchema,
  },
  'schedules.preview': {
    summary: 'Next five runs, retention in words',
    body: previewScheduleSchema,
    answer: schedulePreviewSchema,
  },
  'schedules.update': {
    summary: 'Change a schedule',
    body: updateScheduleSchema,
    answer: scheduleAnswerSchema,
  },
  'schedules.delete': { summary: 'Delete a schedule; its backups stay', answer: nothing },
  'schedules.run': { summary: 'Run a schedule now', status: 202, answer: backupAnswerSchema },
  'settings.get': { summary: 'The settings that apply', answer: settingsAnswerSchema },
  'settings.update': {
    summary: 'Change settings; what is not sent stays',
    body: settingsSchema,
    answer: settingsAnswerSchema,
  },
  'settings.test': {
    summary: 'Test configuration',
    body: testSettingsSchema,
    answer: settingsChecksAnswerSchema,
  },
  'settings.mirror': {
    summary: 'Schedules and settings that could be brought back',
    answer: mirrorOfferAnswerSchema,
  },
  'settings.adopt': { summary: 'Bring them back', answer: mirrorAdoptedAnswerSchema },
  'settings.decline': { summary: 'Decline them', answer: nothing },
  'audit.list': { summary: 'Who did what', query: listAuditSchema, answer: auditListAnswerSchema },
  'cleanup.run': {
    summary: 'Delete what retention does not keep',
    body: cleanupSchema,
    answer: data(cleanupResultSchema),
  },
};
