import {
  Box,
  Checkbox,
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
import type { Backup } from '../../../server/src/contracts/backups';
import { SortHeader } from '../components/sort-header';
import { TimeAgo } from '../components/time-ago';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { BackupMenu, type BackupDialog } from './backup-menu';
import { BackupName } from './backup-name';
import { backupCapabilities } from './backup-capabilities';
import type { Selection } from './use-selection';
import { StatusBadge } from './status-badge';
import type { BackupActions } from './use-backup-actions';
import { useContentsText } from './use-contents-text';
import { VerificationBadge } from './verification-badge';

export interface BackupRowsProps {
  backups: Backup[];
  selection: Selection;
  actions: BackupActions;
  sort: string;
  onSort: (sort: string) => void;
  onOpen: (dialog: BackupDialog, backup: Backup) => void;
}

const COLUMNS = 8;

/** The backups as a table. Narrow screens get cards instead. */
export function BackupsTable(props: BackupRowsProps) {
  const { backups, selection, sort, onSort } = props;
  const text = useText();
  const header = { sort, onSort };
  return (
    <Table colCount={COLUMNS} rowCount={backups.length + 1} aria-label={text('backup.tab.backups')}>
      <Thead>
        <Tr>
          <Th>
            <Checkbox
              aria-label={text('backup.select.all')}
              checked={selection.all ? true : selection.ids.length > 0 ? 'indeterminate' : false}
              onCheckedChange={() => selection.toggleAll()}
            />
          </Th>
          <SortHeader label={text('backup.column.name')} field="name" {...header} />
          <SortHeader label={text('backup.column.type')} field="type" {...header} />
          <SortHeader label={text('backup.column.status')} field="status" {...header} />
          <PlainHeader label={text('backup.column.contents')} />
          <SortHeader label={text('backup.column.size')} field="size" {...header} />
          <SortHeader label={text('backup.column.created')} field="createdAt" {...header} />
          <Th>
            <VisuallyHidden>{text('backup.column.actions')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {backups.map((backup) => (
          <Row key={backup.id} backup={backup} {...props} />
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

function Row({ backup, selection, actions, onOpen }: BackupRowsProps & { backup: Backup }) {
  const text = useText();
  const formats = useFormats();
  const contents = useContentsText();
  const type = text(`backup.type.${backup.type}`);
  const origin = text(`backup.origin.${backup.origin}`);
  return (
    <Tr data-testid={`backup-row-${backup.id}`}>
      <Td>
        <Checkbox
          aria-label={text('backup.select.one', { name: backup.name })}
          checked={selection.ids.includes(backup.id)}
          disabled={!backupCapabilities(backup).deletable}
          onCheckedChange={() => selection.toggle(backup.id)}
        />
      </Td>
      <Td>
        <BackupName backup={backup} onOpen={() => onOpen('details', backup)} />
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography textColor="neutral800">{type}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {origin}
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Flex gap={1} alignItems="flex-start" direction="column">
          <StatusBadge backup={backup} />
          <VerificationBadge backup={backup} />
        </Flex>
      </Td>
      <Td>
        <Box minWidth="10rem" maxWidth="18rem">
          <Typography textColor="neutral800">{contents(backup)}</Typography>
        </Box>
      </Td>
      <Td>
        <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
          {backup.size === null ? '–' : formats.bytes(backup.size)}
        </Typography>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <TimeAgo iso={backup.createdAt} />
          {backup.actor !== null && (
            <Typography
              variant="pi"
              textColor="neutral600"
              title={backup.actor.email ?? undefined}
              ellipsis
              maxWidth="18rem"
            >
              {text('backup.created-by', { name: backup.actor.name })}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Flex justifyContent="flex-end">
          <BackupMenu backup={backup} actions={actions} onOpen={onOpen} />
        </Flex>
      </Td>
    </Tr>
  );
}
