import { useEffect, useState } from 'react';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import { useGetBackupQuery } from '../api/backups';

const LINGER_MS = 3_000;

/**
 * The job to show: the one that runs, and for a moment the backup that has just come to its end, so
 * that its bar is seen to reach 100 %. A backup that failed says so in its row.
 */
export function useShownJob(job: CurrentJob | null): CurrentJob | null {
  const [last, setLast] = useState<CurrentJob | null>(null);
  if (job !== null && job !== last) setLast(job);
  const ended = job === null && last !== null && last.kind === 'backup' ? last : null;
  const { data: backup } = useGetBackupQuery(ended?.recordId ?? '', { skip: ended === null });

  useEffect(() => {
    if (ended === null) return undefined;
    const timer = setTimeout(() => setLast(null), LINGER_MS);
    return () => clearTimeout(timer);
  }, [ended]);

  if (job !== null) return job;
  if (ended?.progress == null) return null;
  // Its record is on the way: until then the bar stays where it was, and does not flicker.
  if (backup?.id !== ended.recordId) return { ...ended, cancellable: false };
  if (backup.status !== 'completed') return null;
  return {
    ...ended,
    cancellable: false,
    progress: {
      ...ended.progress,
      percent: 100,
      bytesDone: ended.progress.bytesTotal,
      item: null,
      throughput: null,
      secondsLeft: null,
    },
  };
}
