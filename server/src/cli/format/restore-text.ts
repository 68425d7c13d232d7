import type { MediaChanges, PlanCheck, Restore, RestorePlan } from '../../contracts/restores';
import { paint, type Colour } from './paint';
import { facts, table, type Column } from './table';
import { counted, inBytes, inLocalTime, inTime } from './units';

const MS = 1000;
const SHOWN_CHANGES = 12;
const COLOURS: Readonly<Record<PlanCheck['level'], Colour>> = {
  green: 'green',
  amber: 'yellow',
  red: 'red',
};

/** What a restore would do, before it is asked for. */
export function planText(
  plan: RestorePlan,
  wanted: { readonly backupName: string; readonly components: readonly string[] },
  stream: NodeJS.WriteStream,
): string {
  const { tableChanges, mediaChanges, expectedMs } = plan;
  const lines = [
    paint(
      stream,
      'bold',
      `Plan: the ${wanted.components.join(' and the ')} of “${wanted.backupName}”`,
    ),
    `  ${[
      ...(plan.tables > 0
        ? [`${counted(plan.tables, 'table')} with ${counted(plan.rows, 'row')}`]
        : []),
      ...(wanted.components.includes('media')
        ? [`${counted(plan.mediaFiles, 'media file')} (${inBytes(plan.mediaBytes)})`]
        : []),
    ].join(', ')}`,
    ...changesOf(tableChanges ?? []),
    ...(mediaChanges === null ? [] : [mediaText(mediaChanges)]),
    ...(plan.keptTables.length === 0
      ? []
      : [`  left as they are: ${plan.keptTables.join(', ')} (tables of other programs)`]),
    ...(expectedMs === null ? [] : [`  takes about ${inTime(expectedMs / MS)}`]),
    ...plan.checks.map(
      ({ level, message }) => `  ${paint(stream, COLOURS[level], level.padEnd(5))}  ${message}`,
    ),
  ];
  return lines.join('\n');
}

function mediaText({ added, removed, replaced }: MediaChanges): string {
  return added + removed + replaced === 0
    ? '  media: all files are here as in the backup'
    : `  media: ${String(added)} files come back, ${String(removed)} go, ${String(replaced)} become others`;
}

function changesOf(changes: NonNullable<RestorePlan['tableChanges']>): string[] {
  const more = changes.length - SHOWN_CHANGES;
  return [
    ...changes
      .slice(0, SHOWN_CHANGES)
      .map(
        ({ name, now, backup }) =>
          `  ${name}: ${now === null ? 'not there' : counted(now, 'row')} now, ${String(backup)} in the backup`,
      ),
    ...(more > 0 ? [`  and ${counted(more, 'other table')} with another number of rows`] : []),
  ];
}

/** After a restore, with what to do next. */
export function restoreReport(restore: Restore): string {
  const { backupName, id, result, keptUntil } = restore;
  return [
    `The site is as in the backup “${backupName}” now.`,
    ...(result === null
      ? []
      : [
          `  ${counted(result.tables, 'table')} with ${counted(result.rows, 'row')}, ${counted(result.mediaFiles, 'media file')}`,
          ...result.warnings.map(({ message }) => `  warning: ${message}`),
        ]),
    'Start Strapi now. Everybody has to sign in again.',
    ...undoHints(id, keptUntil),
  ].join('\n');
}

/** After an undo. */
export function undoReport({ backupName, id, keptUntil }: Restore): string {
  return [
    `The data from before the restore of “${backupName}” are back.`,
    'Start Strapi now. Everybody has to sign in again.',
    ...(keptUntil === null
      ? []
      : [
          `What the undo has replaced is kept until ${inLocalTime(keptUntil)}; strapi-backup confirm ${id} lets it go at once.`,
        ]),
  ].join('\n');
}

function undoHints(id: string, keptUntil: string | null): string[] {
  if (keptUntil === null) return [];
  return [
    `Not what you wanted?  strapi-backup undo ${id}     until ${inLocalTime(keptUntil)}`,
    `All is well?          strapi-backup confirm ${id}  lets the replaced data go at once`,
  ];
}

export function restoreFacts(restore: Restore): string {
  const { error, actor, keptUntil, undoneAt, confirmedAt } = restore;
  return facts([
    ['id', restore.id],
    ['backup', restore.backupName],
    ['backup id', restore.backupId],
    ['components', restore.components.join(', ')],
    ['mode', restore.mode],
    [
      'status',
      error === null ? restore.status : `${restore.status}: ${error.message} (${error.code})`,
    ],
    ['begun', `${inLocalTime(restore.createdAt)}${actor === null ? '' : ` by ${actor.name}`}`],
    ['took', restore.durationMs === null ? null : inTime(restore.durationMs / MS)],
    ['safety backup', restore.safetyBackupId],
    [
      'can be undone',
      keptUntil === null || !restore.canUndo ? 'no' : `until ${inLocalTime(keptUntil)}`,
    ],
    ['undone', undoneAt === null ? null : inLocalTime(undoneAt)],
    ['confirmed', confirmedAt === null ? null : inLocalTime(confirmedAt)],
    ...(restore.result?.warnings ?? []).map(({ message }) => ['warning', message] as const),
  ]);
}

const COLUMNS: readonly Column<Restore>[] = [
  { title: 'ID', cell: ({ id }) => id },
  { title: 'BACKUP', cell: ({ backupName }) => backupName },
  { title: 'WHAT', cell: ({ components }) => components.join('+') },
  { title: 'STATUS', cell: ({ status, undoneAt }) => (undoneAt === null ? status : 'undone') },
  { title: 'BEGUN', cell: ({ createdAt }) => inLocalTime(createdAt) },
  { title: 'UNDO', cell: ({ canUndo }) => (canUndo ? 'possible' : '') },
];

export function restoreTable(restores: readonly Restore[]): string {
  return table(COLUMNS, restores);
}
