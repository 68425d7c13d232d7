import { Checkbox, Flex, Typography } from '@strapi/design-system';
import type { Backup } from '../../../server/src/contracts/backups';
import { Card, CardList } from '../components/card-list';
import { TimeAgo } from '../components/time-ago';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { backupCapabilities } from './backup-capabilities';
import { BackupMenu } from './backup-menu';
import { BackupName } from './backup-name';
import type { BackupRowsProps } from './backups-table';
import { StatusBadge } from './status-badge';
import { useContentsText } from './use-contents-text';
import { VerificationBadge } from './verification-badge';

/** The backups as cards, for screens on which a table has no room. */
export function BackupCards(props: BackupRowsProps) {
  const text = useText();
  return (
    <CardList label={text('backup.tab.backups')}>
      {props.backups.map((backup) => (
        <BackupCard key={backup.id} backup={backup} {...props} />
      ))}
    </CardList>
  );
}

function BackupCard({ backup, selection, actions, onOpen }: BackupRowsProps & { backup: Backup }) {
  const text = useText();
  const formats = useFormats();
  const contents = useContentsText();
  const facts = [
    text(`backup.type.${backup.type}`),
    ...(backup.counts === null ? [] : [contents(backup)]),
    ...(backup.size === null ? [] : [formats.bytes(backup.size)]),
    ...(backup.actor === null ? [] : [backup.actor.name]),
  ];
  return (
    <Card testId={`backup-row-${backup.id}`}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={3}>
        <Flex gap={3} minWidth={0} flex="1">
          <Checkbox
            aria-label={text('backup.select.one', { name: backup.name })}
            checked={selection.ids.includes(backup.id)}
            disabled={!backupCapabilities(backup).deletable}
            onCheckedChange={() => selection.toggle(backup.id)}
          />
          <BackupName backup={backup} onOpen={() => onOpen('details', backup)} />
        </Flex>
        <BackupMenu backup={backup} actions={actions} onOpen={onOpen} />
      </Flex>
      <Flex gap={2} wrap="wrap">
        <StatusBadge backup={backup} />
        <VerificationBadge backup={backup} />
      </Flex>
      <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {facts.join(' · ')}
      </Typography>
      <TimeAgo iso={backup.createdAt} />
    </Card>
  );
}
