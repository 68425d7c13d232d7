import {
  Flex,
  IconButton,
  IconButtonGroup,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import type { PageMeta } from '../../../server/src/contracts/paging';
import { useText } from '../language/use-text';

const PAGE_SIZES = [10, 25, 50, 100];

interface Props {
  pagination: PageMeta;
  onPage: (page: number) => void;
  /** Without it the page size is fixed. */
  onPageSize?: (pageSize: number) => void;
}

/** Turns the pages of a list. */
export function Pager({ pagination, onPage, onPageSize }: Props) {
  const text = useText();
  const { page, pageCount, pageSize, total } = pagination;
  return (
    <Flex tag="nav" aria-label={text('backup.pager.label')} gap={4} wrap="wrap" paddingTop={4}>
      {onPageSize !== undefined && (
        <SingleSelect
          size="S"
          aria-label={text('backup.pager.size')}
          value={pageSize}
          onChange={(value) => onPageSize(Number(value))}
        >
          {PAGE_SIZES.map((size) => (
            <SingleSelectOption key={size} value={size}>
              {String(size)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      )}
      <Flex flex="1" justifyContent="flex-end" gap={3}>
        <Typography textColor="neutral600" variant="pi" aria-live="polite">
          {text('backup.pager.position', { page, pageCount: Math.max(1, pageCount), total })}
        </Typography>
        <IconButtonGroup>
          <IconButton
            label={text('backup.pager.previous')}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          >
            <ChevronLeft />
          </IconButton>
          <IconButton
            label={text('backup.pager.next')}
            disabled={page >= pageCount}
            onClick={() => onPage(page + 1)}
          >
            <ChevronRight />
          </IconButton>
        </IconButtonGroup>
      </Flex>
    </Flex>
  );
}
