import { Box, Flex } from '@strapi/design-system';
import { FilterSelect } from '../components/filter-select';
import { SearchField } from '../components/search-field';
import type { ListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';

const TYPES = ['full', 'database', 'media'] as const;
const STATUSES = ['completed', 'running', 'pending', 'failed', 'cancelled'] as const;
const ORIGINS = ['manual', 'schedule', 'safety', 'upload', 'found', 'cli'] as const;

/** Search and filters of the list of backups. */
export function BackupFilters({ address }: { address: ListAddress }) {
  const text = useText();
  return (
    <Flex gap={2} wrap="wrap" paddingBottom={4}>
      <Box flex="1 1 22rem">
        <SearchField
          label={text('backup.search.backups')}
          value={address.get('q')}
          onSearch={(q) => address.change({ q })}
        />
      </Box>
      <Box flex="1 1 12rem" minWidth="12rem" maxWidth={{ medium: '17rem' }}>
        <FilterSelect
          label={text('backup.column.type')}
          value={address.get('type')}
          options={TYPES.map((value) => ({ value, label: text(`backup.type.${value}`) }))}
          onChange={(type) => address.change({ type })}
        />
      </Box>
      <Box flex="1 1 12rem" minWidth="12rem" maxWidth={{ medium: '17rem' }}>
        <FilterSelect
          label={text('backup.column.status')}
          value={address.get('status')}
          options={STATUSES.map((value) => ({ value, label: text(`backup.status.${value}`) }))}
          onChange={(status) => address.change({ status })}
        />
      </Box>
      <Box flex="1 1 12rem" minWidth="12rem" maxWidth={{ medium: '17rem' }}>
        <FilterSelect
          label={text('backup.column.origin')}
          value={address.get('origin')}
          options={ORIGINS.map((value) => ({ value, label: text(`backup.origin.${value}`) }))}
          onChange={(origin) => address.change({ origin })}
        />
      </Box>
    </Flex>
  );
}
