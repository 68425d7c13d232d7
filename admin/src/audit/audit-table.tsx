import { Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import type { AuditNote } from '../../../server/src/contracts/audit';
import { TimeAgo } from '../components/time-ago';
import { useText } from '../language/use-text';
import { auditFacts } from './audit-facts';

export interface AuditNotesProps {
  notes: AuditNote[];
}

const COLUMNS = ['time', 'action', 'what', 'who', 'from'] as const;

/** Notes of the audit trail as a table. Narrow screens get cards instead. */
export function AuditTable({ notes }: AuditNotesProps) {
  const text = useText();
  return (
    <Table
      colCount={COLUMNS.length}
      rowCount={notes.length + 1}
      aria-label={text('backup.tab.audit')}
    >
      <Thead>
        <Tr>
          {COLUMNS.map((column) => (
            <Th key={column}>
              <Typography variant="sigma" textColor="neutral600">
                {text(`backup.audit.${column}`)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {notes.map((note) => (
          <Tr key={note.id} data-testid={`audit-${note.id}`}>
            <Td>
              <TimeAgo iso={note.at} />
            </Td>
            <Td>
              <Typography textColor="neutral800" fontWeight="bold">
                {text(`backup.audit.${note.action}`)}
              </Typography>
            </Td>
            <Td>
              <Flex maxWidth="36rem">
                <Typography
                  textColor="neutral800"
                  style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}
                >
                  {auditFacts(note)}
                </Typography>
              </Flex>
            </Td>
            <Td>
              <Typography textColor="neutral800" title={note.actor.email ?? undefined}>
                {note.actor.name}
              </Typography>
            </Td>
            <Td>
              <Typography textColor="neutral600">{note.origin ?? '–'}</Typography>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
