import { Box, Flex, Typography } from '@strapi/design-system';
import { TimeAgo } from '../components/time-ago';
import { useText } from '../language/use-text';
import { auditFacts } from './audit-facts';
import type { AuditNotesProps } from './audit-table';

/** The same for screens on which a table has no room. */
export function AuditCards({ notes }: AuditNotesProps) {
  const text = useText();
  return (
    <Flex
      tag="ul"
      direction="column"
      alignItems="stretch"
      gap={3}
      aria-label={text('backup.tab.audit')}
    >
      {notes.map((note) => (
        <Box
          key={note.id}
          tag="li"
          background="neutral0"
          borderColor="neutral200"
          hasRadius
          padding={4}
          data-testid={`audit-${note.id}`}
        >
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Typography fontWeight="bold">{text(`backup.audit.${note.action}`)}</Typography>
            <Typography style={{ overflowWrap: 'anywhere' }}>{auditFacts(note)}</Typography>
            <Flex gap={2} wrap="wrap">
              <TimeAgo iso={note.at} />
              <Typography variant="pi" textColor="neutral600">
                {[note.actor.name, note.origin].filter((each) => each !== null).join(' · ')}
              </Typography>
            </Flex>
          </Flex>
        </Box>
      ))}
    </Flex>
  );
}
