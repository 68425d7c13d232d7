import { Switch } from '@strapi/design-system';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { useText } from '../language/use-text';
import type { ScheduleActions } from './use-schedule-actions';

interface Props {
  schedule: Schedule;
  actions: ScheduleActions;
}

/** Whether a schedule runs by itself. */
export function ScheduleSwitch({ schedule, actions }: Props) {
  const text = useText();
  const { id, name } = schedule;
  const enabled = actions.switching.get(id) ?? schedule.enabled;
  return (
    <Switch
      visibleLabels
      aria-label={text('backup.schedule.switch', { name })}
      onLabel={text('backup.schedule.on')}
      offLabel={text('backup.schedule.off')}
      checked={enabled}
      onCheckedChange={(checked) => actions.toggle(schedule, checked)}
      data-testid={`schedule-switch-${id}`}
    />
  );
}
