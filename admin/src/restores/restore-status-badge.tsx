import {
  ArrowsCounterClockwise,
  CheckCircle,
  Clock,
  Cross,
  CrossCircle,
  Play,
  WarningCircle,
} from '@strapi/icons';
import type { Restore } from '../../../server/src/contracts/restores';
import { IconBadge } from '../components/icon-badge';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';

/** How a restore ended, and whether it was taken back since. */
export function RestoreStatusBadge({ restore }: { restore: Restore }) {
  const text = useText();
  const formats = useFormats();
  switch (restore.status) {
    case 'completed':
      if (restore.undoneAt !== null) {
        return (
          <IconBadge
            tone="neutral"
            icon={ArrowsCounterClockwise}
            label={text('backup.status.undone')}
            title={formats.dateTime(restore.undoneAt)}
          />
        );
      }
      return (restore.result?.warnings.length ?? 0) === 0 ? (
        <IconBadge tone="success" icon={CheckCircle} label={text('backup.status.completed')} />
      ) : (
        <IconBadge tone="warning" icon={WarningCircle} label={text('backup.status.warned')} />
      );
    case 'running':
      return <IconBadge tone="primary" icon={Play} label={text('backup.status.running')} />;
    case 'pending':
      return <IconBadge tone="neutral" icon={Clock} label={text('backup.status.pending')} />;
    case 'failed':
      return (
        <IconBadge
          tone="danger"
          icon={CrossCircle}
          label={text('backup.status.failed')}
          title={restore.error?.message}
        />
      );
    case 'cancelled':
      return <IconBadge tone="neutral" icon={Cross} label={text('backup.status.cancelled')} />;
  }
}
