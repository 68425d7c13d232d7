import type { Backup } from '../../../server/src/contracts/backups';
import { useListBackupsQuery } from '../api/backups';
import { CALM_MS } from '../backup-page/use-refresh-pace';
import { useRefresh } from '../backup-page/use-refresh';

/** The newest backups that schedules have made, which are as many as one request gives. */
const QUERY = { page: 1, pageSize: 100, sort: 'createdAt:desc', origin: 'schedule' } as const;

/**
 * What the schedules have made, newest first, by the id of the schedule.
 *
 * @param refreshMs 0 rests; a job that begins or ends is seen at once all the same
 */
export function useScheduleResults(refreshMs: number): ReadonlyMap<string, Backup[]> {
  const { data, refetch } = useListBackupsQuery(QUERY);
  useRefresh(refetch, refreshMs === 0 ? 0 : CALM_MS);
  const results = new Map<string, Backup[]>();
  for (const backup of data?.data ?? []) {
    if (backup.schedule === null) continue;
    results.set(backup.schedule, [...(results.get(backup.schedule) ?? []), backup]);
  }
  return results;
}
