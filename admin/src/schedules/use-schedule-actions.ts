import { useState } from 'react';
import type { Schedule } from '../../../server/src/contracts/schedules';
import type { Failure } from '../api/failure';
import { useRunScheduleMutation, useUpdateScheduleMutation } from '../api/schedules';
import { useAttempt } from '../components/use-attempt';
import { useText } from '../language/use-text';

export interface ScheduleActions {
  /** Makes its backup now. */
  run: (schedule: Schedule) => void;
  toggle: (schedule: Schedule, enabled: boolean) => void;
  /** What is being switched on or off at this moment, and is shown so already. */
  switching: ReadonlyMap<string, boolean>;
  /** Why the last of them did not work. */
  failure: Failure | null;
  dismissFailure: () => void;
}

/** What can be done with a schedule right away, without a dialog. */
export function useScheduleActions(): ScheduleActions {
  const text = useText();
  const { attempt, failure, dismissFailure } = useAttempt();
  const [switching, setSwitching] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [runSchedule] = useRunScheduleMutation();
  const [update] = useUpdateScheduleMutation();

  return {
    run: (schedule) =>
      void attempt(async () => {
        const { name } = await runSchedule(schedule.id).unwrap();
        return text('backup.done.create', { name });
      }),
    toggle: ({ id, name }, enabled) =>
      void attempt(async () => {
        setSwitching((last) => new Map([...last, [id, enabled]]));
        try {
          await update({ id, changes: { enabled } }).unwrap();
        } finally {
          setSwitching((last) => new Map([...last].filter(([each]) => each !== id)));
        }
        return text(enabled ? 'backup.done.schedule-on' : 'backup.done.schedule-off', { name });
      }),
    switching,
    failure,
    dismissFailure,
  };
}
