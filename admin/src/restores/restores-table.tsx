import {
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import type { Restore } from '../../../server/src/contracts/restores';
import { NameButton } from '../components/name-button';
import { SortHeader } from '../components/sort-header';
import { TimeAgo } from '../components/time-ago';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { KeptData } from './kept-data';
import { RestoreActions, type RestoreDialogKind } from './restore-actions';
import { RestoreStatusBadge } from './restore-status-badge';

export interface RestoreRowsProps {
  restores: Restore[];
  sort: string;
  onSort: (sort: string) => void;
  onOpen: (kind: RestoreDialogKind, restore: Restore) => void;
}

const COLUMNS = 7;

/** The restores as a table. Narrow screens get cards instead. */
export function RestoresTable({ restores, sort, onSort, onOpen }: RestoreRowsProps) {
  const text = useText();
  const header = { sort, onSort };
  return (
    <Table
      colCount={COLUMNS}
      rowCount={restores.length + 1}
      aria-label={text('backup.tab.restores')}
    >
      <Thead>
        <Tr>
          <SortHeader label={text('backup.column.backup')} field="backupName" {...header} />
          <PlainHeader label={text('backup.restore.components')} />
          <SortHeader label={text('backup.column.status')} field="status" {...header} />
          <SortHeader label={text('backup.column.started')} field="createdAt" {...header} />
          <PlainHeader label={text('backup.column.duration')} />
          <PlainHeader label={text('backup.column.kept')} />
          <Th>
            <VisuallyHidden>{text('backup.column.actions')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {restores.map((restore) => (
          <Row key={restore.id} restore={restore} onOpen={onOpen} />
        ))}
      </Tbody>
    </Table>
  );
}

function PlainHeader({ label }: { label: string }) {
  return (
    <Th>
      <Typography variant="sigma" textColor="neutral600">
        {label}
      </Typography>
    </Th>
  );
}

function Row({ restore, onOpen }: { restore: Restore; onOpen: RestoreRowsProps['onOpen'] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Tr data-testid={`restore-row-${restore.id}`}>
      <Td>
        <Flex maxWidth="26rem">
          <NameButton
            name={restore.backupName}
            onOpen={() => onOpen('details', restore)}
            testId={`restore-details-${restore.id}`}
          />
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">
          {restore.components.map((each) => text(`backup.component.${each}`)).join(', ')}
        </Typography>
      </Td>
      <Td>
        <RestoreStatusBadge restore={restore} />
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <TimeAgo iso={restore.startedAt ?? restore.createdAt} />
          {restore.actor !== null && (
            <Typography
              variant="pi"
              textColor="neutral600"
              title={restore.actor.email ?? undefined}
              ellipsis
              maxWidth="18rem"
            >
              {text('backup.created-by', { name: restore.actor.name })}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
          {restore.durationMs === null ? '–' : formats.duration(restore.durationMs)}
        </Typography>
      </Td>
      <Td>
        <KeptData restore={restore} />
      </Td>
      <Td>
        <RestoreActions restore={restore} onOpen={onOpen} />
      </Td>
    </Tr>
  );
}
