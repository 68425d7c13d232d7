import { Flex, Typography } from '@strapi/design-system';
import { Card, CardList } from '../components/card-list';
import { TimeAgo } from '../components/time-ago';
import { useText } from '../language/use-text';
import { auditFacts } from './audit-facts';
import type { AuditNotesProps } from './audit-table';

/** The same for screens on which a table has no room. */
export function AuditCards({ notes }: AuditNotesProps) {
  const text = useText();
  return (
    <CardList label={text('backup.tab.audit')}>
      {notes.map((note) => (
        <Card key={note.id} testId={`audit-${note.id}`}>
          <Typography fontWeight="bold">{text(`backup.audit.${note.action}`)}</Typography>
          <Typography style={{ overflowWrap: 'anywhere' }}>{auditFacts(note)}</Typography>
          <Flex gap={2} wrap="wrap">
            <TimeAgo iso={note.at} />
            <Typography variant="pi" textColor="neutral600">
              {[note.actor.name, note.origin].filter((each) => each !== null).join(' · ')}
            </Typography>
          </Flex>
        </Card>
      ))}
    </CardList>
  );
}
