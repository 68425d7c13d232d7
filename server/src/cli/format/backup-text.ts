import path from 'node:path';
import type { Backup } from '../../contracts/backups';
import { facts, table, type Column } from './table';
import { counted, inBytes, inLocalTime, inTime } from './units';

const MS = 1000;

/** After a backup was made. */
export function backupReport(backup: Backup, folder: string): string {
  const { verification, name } = backup;
  const good =
    verification === 'verified'
      ? 'is complete, was read back, and can be restored.'
      : 'is complete. It was not read back, so it does not count as good yet: strapi-backup verify.';
  return [`The backup “${name}” ${good}`, backupFacts(backup, folder)].join('\n');
}

export function backupFacts(backup: Backup, folder: string): string {
  const { fileName, size, uncompressedSize, counts, actor, error } = backup;
  return facts([
    ['id', backup.id],
    ['name', backup.name],
    ['type', backup.type],
    [
      'status',
      error === null ? backup.status : `${backup.status}: ${error.message} (${error.code})`,
    ],
    ['made', `${inLocalTime(backup.createdAt)}${actor === null ? '' : ` by ${actor.name}`}`],
    ['took', backup.durationMs === null ? null : inTime(backup.durationMs / MS)],
    ['origin', backup.origin],
    ['archive', fileName === null ? null : path.join(folder, fileName)],
    [
      'size',
      size === null
        ? null
        : `${inBytes(size)}${uncompressedSize === null ? '' : `, unpacked ${inBytes(uncompressedSize)}`}`,
    ],
    ['sha256', backup.sha256],
    ['inside', counts === null ? null : contents(backup)],
    [
      'verified',
      backup.verifiedAt === null
        ? backup.verification
        : `${backup.verification}, ${inLocalTime(backup.verifiedAt)}`,
    ],
    [
      'database',
      backup.database === null ? null : `${backup.database.client} ${backup.database.version}`,
    ],
    ['pinned', backup.pinned ? 'yes' : null],
    ['note', backup.note],
    ...backup.warnings.map(({ message }) => ['warning', message] as const),
  ]);
}

function contents({ counts, type }: Backup): string {
  if (counts === null) return '';
  const entries = Object.values(counts.entries).reduce((sum, each) => sum + each, 0);
  return [
    ...(type === 'media'
      ? []
      : [
          counted(entries, 'entry', 'entries'),
          counted(counts.tables, 'table'),
          counted(counts.rows, 'row'),
        ]),
    ...(type === 'database'
      ? []
      : [`${counted(counts.mediaFiles, 'media file')} (${inBytes(counts.mediaBytes)})`]),
  ].join(', ');
}

const COLUMNS: readonly Column<Backup>[] = [
  { title: 'ID', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'TYPE', cell: ({ type }) => type },
  { title: 'STATUS', cell: ({ status }) => status },
  {
    title: 'VERIFIED',
    cell: ({ status, verification }) => (status === 'completed' ? verification : ''),
  },
  { title: 'SIZE', cell: ({ size }) => (size === null ? '' : inBytes(size)), align: 'right' },
  { title: 'MADE', cell: ({ createdAt }) => inLocalTime(createdAt) },
  { title: 'ORIGIN', cell: ({ origin }) => origin },
  { title: '', cell: ({ pinned }) => (pinned ? 'pinned' : '') },
];

export function backupTable(backups: readonly Backup[]): string {
  return table(COLUMNS, backups);
}
