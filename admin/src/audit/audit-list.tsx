import { Box, Flex } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';
import { auditActionSchema } from '../../../server/src/contracts/audit';
import { useListAuditQuery } from '../api/audit';
import { useRefresh } from '../backup-page/use-refresh';
import { EmptyList } from '../components/empty-list';
import { FilterSelect } from '../components/filter-select';
import { ListBody } from '../components/list-body';
import { useListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';
import { AuditCards } from './audit-cards';
import { AuditTable } from './audit-table';

/** Who did what with backups, and from where; restores do not take it away. */
export function AuditList({ refreshMs }: { refreshMs: number }) {
  const text = useText();
  const address = useListAddress();
  const desktop = useIsDesktop();
  const action = address.get('action');
  const list = useListAuditQuery({
    page: address.page,
    pageSize: address.pageSize,
    action,
  });
  useRefresh(list.refetch, refreshMs);
  const Notes = desktop ? AuditTable : AuditCards;

  return (
    <Box>
      <Flex paddingBottom={4}>
        <Box flex="0 1 26rem" minWidth="13rem">
          <FilterSelect
            label={text('backup.audit.action')}
            value={action}
            options={auditActionSchema.options.map((value) => ({
              value,
              label: text(`backup.audit.${value}`),
            }))}
            onChange={(value) => address.change({ action: value })}
          />
        </Box>
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <ListBody
          list={list}
          address={address}
          empty={
            <EmptyList
              content={text(action === '' ? 'backup.audit.empty' : 'backup.empty.filtered')}
            />
          }
        >
          {(notes) => <Notes notes={notes} />}
        </ListBody>
      </Flex>
    </Box>
  );
}
