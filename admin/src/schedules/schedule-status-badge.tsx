import { CheckCircle, ClockCounterClockwise, Cross, CrossCircle, Play } from '@strapi/icons';
import type { ScheduleStatus } from '../../../server/src/contracts/schedules';
import { IconBadge } from '../components/icon-badge';
import { useText } from '../language/use-text';

/** How the last run of a schedule ended, or that it has not. */
export function ScheduleStatusBadge({ status }: { status: ScheduleStatus }) {
  const text = useText();
  switch (status) {
    case 'running':
    case 'running-again':
      return <IconBadge tone="primary" icon={Play} label={text('backup.status.running')} />;
    case 'completed':
      return (
        <IconBadge tone="success" icon={CheckCircle} label={text('backup.status.completed')} />
      );
    case 'retrying':
      return (
        <IconBadge
          tone="warning"
          icon={ClockCounterClockwise}
          label={text('backup.schedule.status.retrying')}
        />
      );
    case 'failed':
      return <IconBadge tone="danger" icon={CrossCircle} label={text('backup.status.failed')} />;
    case 'cancelled':
      return <IconBadge tone="neutral" icon={Cross} label={text('backup.status.cancelled')} />;
  }
}
