import { Box, Button, Flex, Loader } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { PageMeta } from '../../../server/src/contracts/paging';
import { readFailure } from '../api/failure';
import { useText } from '../language/use-text';
import { FailureBox } from './failure-box';
import { Pager } from './pager';
import type { ListAddress } from './use-list-address';

interface Props<Item> {
  /** What a list's query says. */
  list: {
    data?: { data: Item[]; meta: { pagination: PageMeta } } | undefined;
    error?: unknown;
    isFetching: boolean;
    refetch: () => unknown;
  };
  address: ListAddress;
  /** Shown where there is nothing to be listed. */
  empty: ReactNode;
  /** Stands between a failure and the rows. */
  above?: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list in every state: it failed, loads, is empty, or has rows and pages of them. */
export function ListBody<Item>({ list, address, empty, above, children }: Props<Item>) {
  const text = useText();
  const { data, error, isFetching, refetch } = list;
  return (
    <>
      {error !== undefined && (
        <FailureBox
          failure={readFailure(error)}
          action={
            <Button variant="tertiary" size="S" loading={isFetching} onClick={() => void refetch()}>
              {text('backup.action.retry')}
            </Button>
          }
        />
      )}
      {above}
      {data === undefined ? (
        error === undefined && (
          <Flex justifyContent="center" padding={8}>
            <Loader>{text('backup.loading')}</Loader>
          </Flex>
        )
      ) : data.meta.pagination.total === 0 ? (
        empty
      ) : (
        <Box>
          {children(data.data)}
          <Pager
            pagination={data.meta.pagination}
            onPage={(page) => address.change({ page })}
            onPageSize={(pageSize) => address.change({ pageSize })}
          />
        </Box>
      )}
    </>
  );
}
