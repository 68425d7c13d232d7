import { Box, Flex, Loader, Tabs, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { styled } from 'styled-components';
import type { Backup } from '../../../server/src/contracts/backups';
import { useBackupEntriesQuery, useBackupTablesQuery, type ContentsPage } from '../api/backups';
import { readFailure } from '../api/failure';
import { FailureBox } from '../components/failure-box';
import { Pager } from '../components/pager';
import { SearchField } from '../components/search-field';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';

const PAGE_SIZE = 25;

/** What is in an archive: its content types, its tables, its files. */
export function BackupContents({ backup }: { backup: Backup }) {
  const text = useText();
  const withDatabase = backup.type !== 'media';
  return (
    <Tabs.Root variant="simple" defaultValue={withDatabase ? 'types' : 'entries'}>
      <Tabs.List aria-label={text('backup.details.contents')}>
        {withDatabase && (
          <>
            <Tabs.Trigger value="types">{text('backup.contents.types')}</Tabs.Trigger>
            <Tabs.Trigger value="tables">{text('backup.contents.tables')}</Tabs.Trigger>
          </>
        )}
        <Tabs.Trigger value="entries">{text('backup.contents.files')}</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="types" style={{ paddingTop: '1.6rem' }}>
        <ContentTypes backup={backup} />
      </Tabs.Content>
      <Tabs.Content value="tables">
        <Tables id={backup.id} />
      </Tabs.Content>
      <Tabs.Content value="entries">
        <Files id={backup.id} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function ContentTypes({ backup }: { backup: Backup }) {
  const text = useText();
  const formats = useFormats();
  const entries = Object.entries(backup.counts?.entries ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <List
      head={[text('backup.contents.type'), text('backup.contents.entries')]}
      rows={entries.map(([uid, count]) => ({ key: uid, cells: [uid, formats.number(count)] }))}
    />
  );
}

function Tables({ id }: { id: string }) {
  const text = useText();
  const formats = useFormats();
  const { page, setPage, q, search } = usePaging();
  const { data, error } = useBackupTablesQuery({ id, page, pageSize: PAGE_SIZE, q });
  return (
    <Paged q={q} search={search} data={data} error={error} onPage={setPage}>
      <List
        head={[text('backup.contents.table'), text('backup.contents.rows')]}
        rows={(data?.data ?? []).map((table) => ({
          key: table.name,
          cells: [table.name, formats.number(table.rows)],
        }))}
      />
    </Paged>
  );
}

function Files({ id }: { id: string }) {
  const text = useText();
  const formats = useFormats();
  const { page, setPage, q, search } = usePaging();
  const { data, error } = useBackupEntriesQuery({ id, page, pageSize: PAGE_SIZE, q });
  return (
    <Paged q={q} search={search} data={data} error={error} onPage={setPage}>
      <List
        head={[text('backup.contents.file'), text('backup.column.size')]}
        rows={(data?.data ?? []).map((entry) => ({
          key: entry.path,
          cells: [entry.path, formats.bytes(entry.size)],
        }))}
      />
    </Paged>
  );
}

function usePaging() {
  const [page, setPage] = useState(1);
  const [q, setQ] = useState('');
  const search = (text: string) => {
    setQ(text);
    setPage(1);
  };
  return { page, setPage, q, search };
}

interface PagedProps {
  q: string;
  search: (q: string) => void;
  data: ContentsPage<unknown> | undefined;
  error: unknown;
  onPage: (page: number) => void;
  children: ReactNode;
}

function Paged({ q, search, data, error, onPage, children }: PagedProps) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingTop={4}>
      <SearchField label={text('backup.search.contents')} value={q} onSearch={search} />
      {error !== undefined && <FailureBox failure={readFailure(error)} />}
      {data === undefined ? (
        error === undefined && (
          <Flex justifyContent="center" padding={6}>
            <Loader small>{text('backup.loading')}</Loader>
          </Flex>
        )
      ) : data.data.length === 0 ? (
        <Typography textColor="neutral600">{text('backup.contents.none')}</Typography>
      ) : (
        <>
          {children}
          <Pager pagination={data.meta.pagination} onPage={onPage} />
        </>
      )}
    </Flex>
  );
}

interface ListProps {
  head: [string, string];
  rows: { key: string; cells: [string, string] }[];
}

function List({ head, rows }: ListProps) {
  return (
    <Box overflow="auto">
      <PlainTable>
        <thead>
          <tr>
            {head.map((label) => (
              <th key={label} scope="col">
                <Typography variant="sigma" textColor="neutral600">
                  {label}
                </Typography>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              <td>
                <Typography variant="pi" style={{ overflowWrap: 'anywhere' }}>
                  {cells[0]}
                </Typography>
              </td>
              <td>
                <Typography variant="pi" style={{ whiteSpace: 'nowrap' }}>
                  {cells[1]}
                </Typography>
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </Box>
  );
}

const PlainTable = styled.table`
  width: 100%;
  border-collapse: collapse;

  th,
  td {
    padding: ${({ theme }) => theme.spaces[2]} 0;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    text-align: start;
    vertical-align: baseline;
  }

  th:last-child,
  td:last-child {
    padding-inline-start: ${({ theme }) => theme.spaces[4]};
    text-align: end;
  }
`;
