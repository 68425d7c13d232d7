import { CheckCircle, Clock, Cross, CrossCircle, Play, WarningCircle } from '@strapi/icons';
import type { Backup } from '../../../server/src/contracts/backups';
import { IconBadge } from '../components/icon-badge';
import { useText } from '../language/use-text';

/** How a backup ended, or that it has not. */
export function StatusBadge({ backup }: { backup: Backup }) {
  const text = useText();
  switch (backup.status) {
    case 'completed':
      return backup.warnings.length === 0 ? (
        <IconBadge tone="success" icon={CheckCircle} label={text('backup.status.completed')} />
      ) : (
        <IconBadge
          tone="warning"
          icon={WarningCircle}
          label={text('backup.status.warned')}
          title={backup.warnings[0]?.message}
        />
      );
    case 'running':
      return (
        <IconBadge
          tone="primary"
          icon={Play}
          label={text('backup.status.running-percent', { percent: Math.floor(backup.progress) })}
        />
      );
    case 'pending':
      return <IconBadge tone="neutral" icon={Clock} label={text('backup.status.pending')} />;
    case 'failed':
      return (
        <IconBadge
          tone="danger"
          icon={CrossCircle}
          label={text('backup.status.failed')}
          title={backup.error?.message}
        />
      );
    case 'cancelled':
      return <IconBadge tone="neutral" icon={Cross} label={text('backup.status.cancelled')} />;
  }
}
