import { Box, Flex } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { Restore } from '../../../server/src/contracts/restores';
import { useListRestoresQuery } from '../api/restores';
import { useRefresh } from '../backup-page/use-refresh';
import { EmptyList } from '../components/empty-list';
import { FilterSelect } from '../components/filter-select';
import { ListBody } from '../components/list-body';
import { SearchField } from '../components/search-field';
import { useListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';
import { LetGoDialog } from './let-go-dialog';
import type { RestoreDialogKind } from './restore-actions';
import { RestoreCards } from './restore-cards';
import { RestoreDetails } from './restore-details';
import { RestoresTable } from './restores-table';
import { UndoDialog } from './undo-dialog';

const STATUSES = ['completed', 'running', 'pending', 'failed', 'cancelled'] as const;

interface Props {
  job: CurrentJob | null;
  refreshMs: number;
}

/** The restores that were made, with a way back for as long as there is one. */
export function RestoresTab({ job, refreshMs }: Props) {
  const text = useText();
  const address = useListAddress();
  const desktop = useIsDesktop();
  const [dialog, setDialog] = useState<{ kind: RestoreDialogKind; restore: Restore } | null>(null);
  const query = {
    page: address.page,
    pageSize: address.pageSize,
    sort: address.get('sort') || 'createdAt:desc',
    status: address.get('status'),
    q: address.get('q'),
  };
  const list = useListRestoresQuery(query);
  useRefresh(list.refetch, refreshMs);
  const Rows = desktop ? RestoresTable : RestoreCards;
  const close = () => setDialog(null);
  // What the dialog shows moves on with the list.
  const shown = list.data?.data.find((each) => each.id === dialog?.restore.id) ?? dialog?.restore;

  return (
    <Box padding={{ initial: 3, medium: 5 }}>
      <Flex gap={2} wrap="wrap" paddingBottom={4}>
        <Box flex="1 1 22rem">
          <SearchField
            label={text('backup.search.restores')}
            value={query.q}
            onSearch={(q) => address.change({ q })}
          />
        </Box>
        <Box flex="0 1 17rem" minWidth="13rem">
          <FilterSelect
            label={text('backup.column.status')}
            value={query.status}
            options={STATUSES.map((value) => ({ value, label: text(`backup.status.${value}`) }))}
            onChange={(status) => address.change({ status })}
          />
        </Box>
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <ListBody
          list={list}
          address={address}
          empty={
            <EmptyList
              content={text(
                query.q === '' && query.status === ''
                  ? 'backup.empty.restores'
                  : 'backup.empty.filtered',
              )}
            />
          }
        >
          {(restores) => (
            <Rows
              restores={restores}
              sort={query.sort}
              onSort={(sort) => address.change({ sort })}
              onOpen={(kind, restore) => setDialog({ kind, restore })}
            />
          )}
        </ListBody>
      </Flex>

      {shown !== undefined && dialog?.kind === 'undo' && (
        <UndoDialog restore={shown} job={job} onClose={close} />
      )}
      {shown !== undefined && dialog?.kind === 'let-go' && (
        <LetGoDialog restore={shown} onClose={close} />
      )}
      {shown !== undefined && dialog?.kind === 'details' && (
        <RestoreDetails restore={shown} refreshMs={refreshMs} onClose={close} />
      )}
    </Box>
  );
}
