import { Flex, Typography } from '@strapi/design-system';
import type { Restore } from '../../../server/src/contracts/restores';
import { Card, CardList } from '../components/card-list';
import { NameButton } from '../components/name-button';
import { TimeAgo } from '../components/time-ago';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { KeptData } from './kept-data';
import { RestoreActions } from './restore-actions';
import { RestoreStatusBadge } from './restore-status-badge';
import type { RestoreRowsProps } from './restores-table';

/** The restores as cards, for screens on which a table has no room. */
export function RestoreCards({ restores, onOpen }: RestoreRowsProps) {
  const text = useText();
  return (
    <CardList label={text('backup.tab.restores')}>
      {restores.map((restore) => (
        <RestoreCard key={restore.id} restore={restore} onOpen={onOpen} />
      ))}
    </CardList>
  );
}

function RestoreCard({
  restore,
  onOpen,
}: {
  restore: Restore;
  onOpen: RestoreRowsProps['onOpen'];
}) {
  const text = useText();
  const formats = useFormats();
  const facts = [
    restore.components.map((each) => text(`backup.component.${each}`)).join(', '),
    ...(restore.durationMs === null ? [] : [formats.duration(restore.durationMs)]),
    ...(restore.actor === null ? [] : [restore.actor.name]),
  ];
  return (
    <Card testId={`restore-row-${restore.id}`}>
      <Flex maxWidth="100%">
        <NameButton
          name={restore.backupName}
          onOpen={() => onOpen('details', restore)}
          testId={`restore-details-${restore.id}`}
        />
      </Flex>
      <Flex gap={2} wrap="wrap">
        <RestoreStatusBadge restore={restore} />
        <TimeAgo iso={restore.startedAt ?? restore.createdAt} />
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {facts.join(' · ')}
      </Typography>
      <KeptData restore={restore} />
      <RestoreActions restore={restore} onOpen={onOpen} />
    </Card>
  );
}
