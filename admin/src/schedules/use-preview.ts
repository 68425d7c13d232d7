import { useEffect, useState } from 'react';
import type { PreviewSchedule, SchedulePreview } from '../../../server/src/contracts/schedules';
import { readFailure, type Failure } from '../api/failure';
import { usePreviewScheduleQuery } from '../api/schedules';

/** Long enough that a number is typed in one go. */
const PAUSE_MS = 400;

export interface Preview {
  /** Of what was asked last that could be answered. */
  data: SchedulePreview | null;
  failure: Failure | null;
  /** Whether the answer is that to what is in the form now. */
  isFresh: boolean;
}

/**
 * What a schedule that is being edited would do, asked of the server once per pause.
 *
 * @param request null while the form cannot be sent as it is
 */
export function usePreview(request: PreviewSchedule | null): Preview {
  const asked = JSON.stringify(request);
  const [settled, setSettled] = useState(asked);

  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(asked);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [asked]);

  const waits = settled !== asked;
  const query = JSON.parse(settled) as PreviewSchedule | null;
  const { data, error, isFetching } = usePreviewScheduleQuery(query ?? NOTHING, {
    skip: query === null,
    refetchOnMountOrArgChange: true,
  });
  const isFresh = !waits && query !== null && !isFetching;
  return {
    data: data ?? null,
    failure: isFresh && error !== undefined ? readFailure(error) : null,
    isFresh: isFresh && error === undefined,
  };
}

/** Never sent. */
const NOTHING: PreviewSchedule = { frequency: 'hourly', zone: 'UTC' };
