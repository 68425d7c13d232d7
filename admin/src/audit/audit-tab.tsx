import { Box, Button, EmptyStateLayout, Flex, Loader } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useIsDesktop } from '@strapi/strapi/admin';
import { auditActionSchema } from '../../../server/src/contracts/audit';
import { useListAuditQuery } from '../api/audit';
import { readFailure } from '../api/failure';
import { useRefresh } from '../backup-page/use-refresh';
import { FailureBox } from '../components/failure-box';
import { FilterSelect } from '../components/filter-select';
import { Pager } from '../components/pager';
import { useListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';
import { AuditCards } from './audit-cards';
import { AuditTable } from './audit-table';

/** Who did what with backups, and from where; restores do not take it away. */
export function AuditTab({ refreshMs }: { refreshMs: number }) {
  const text = useText();
  const address = useListAddress();
  const desktop = useIsDesktop();
  const action = address.get('action');
  const { data, error, isFetching, refetch } = useListAuditQuery({
    page: address.page,
    pageSize: address.pageSize,
    action,
  });
  useRefresh(refetch, refreshMs);
  const Notes = desktop ? AuditTable : AuditCards;

  return (
    <Box padding={{ initial: 3, medium: 5 }}>
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
        {error !== undefined && (
          <FailureBox
            failure={readFailure(error)}
            action={
              <Button
                variant="tertiary"
                size="S"
                loading={isFetching}
                onClick={() => void refetch()}
              >
                {text('backup.action.retry')}
              </Button>
            }
          />
        )}
        {data === undefined ? (
          error === undefined && (
            <Flex justifyContent="center" padding={8}>
              <Loader>{text('backup.loading')}</Loader>
            </Flex>
          )
        ) : data.meta.pagination.total === 0 ? (
          <EmptyStateLayout
            icon={<EmptyDocuments width="16rem" />}
            content={text(action === '' ? 'backup.audit.empty' : 'backup.empty.filtered')}
            hasRadius
            shadow="tableShadow"
          />
        ) : (
          <Box>
            <Notes notes={data.data} />
            <Pager
              pagination={data.meta.pagination}
              onPage={(page) => address.change({ page })}
              onPageSize={(pageSize) => address.change({ pageSize })}
            />
          </Box>
        )}
      </Flex>
    </Box>
  );
}
