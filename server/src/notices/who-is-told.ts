import type { Backup, BackupOrigin } from '../contracts/backups';
import type { Schedule } from '../contracts/schedules';
import type { Settings } from '../contracts/settings';
import type { Notice } from './notice';

/** What somebody wanted to have. A safety backup is one step of a restore, and what was brought was not made here. */
const TOLD: ReadonlySet<BackupOrigin> = new Set<BackupOrigin>(['manual', 'schedule', 'cli']);

/**
 * Whether the end of a backup is told at all. One that is going to be tried again is not yet a failure, and whoever
 * stopped one knows.
 *
 * @param schedule as it is after this run
 */
export function isToldOf(
  { origin, status }: Pick<Backup, 'origin' | 'status'>,
  schedule: Pick<Schedule, 'lastStatus'> | null,
): boolean {
  if (!TOLD.has(origin)) return false;
  if (status === 'failed') return schedule?.lastStatus !== 'retrying';
  return status === 'completed';
}

/**
 * Whether a notice goes to the recipients of mails. A webhook gets all of them: programs choose by themselves.
 *
 * @param notify of the schedule that the backup was made by; null: as the settings say
 */
export function isMailed(
  { event }: Pick<Notice, 'event'>,
  notify: Schedule['notify'],
  mail: Pick<Settings['mail'], 'onSuccess' | 'onFailure'>,
): boolean {
  switch (event) {
    case 'backup.completed':
      return (notify ?? mail).onSuccess;
    case 'backup.failed':
      return (notify ?? mail).onFailure;
    case 'health.unhealthy':
    case 'health.recovered':
      return mail.onFailure;
    case 'test':
      return true;
  }
}
