import { Flex, Th, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { styled } from 'styled-components';

interface Props {
  label: string;
  /** The field that a click sorts by. */
  field: string;
  /** The order of the list now, as `field:asc` or `field:desc`. */
  sort: string;
  onSort: (sort: string) => void;
}

/** The head of a column that the list can be sorted by. */
export function SortHeader({ label, field, sort, onSort }: Props) {
  const [sortedBy, direction] = sort.split(':');
  const active = sortedBy === field;
  const next = active && direction === 'desc' ? 'asc' : 'desc';
  const Icon = active && direction === 'asc' ? CaretUp : CaretDown;
  return (
    <Th aria-sort={active ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <SortButton type="button" onClick={() => onSort(`${field}:${next}`)}>
        <Flex gap={1}>
          <Typography variant="sigma" textColor="neutral600">
            {label}
          </Typography>
          <Icon
            aria-hidden
            fill={active ? 'neutral800' : 'neutral300'}
            width="1rem"
            height="1rem"
          />
        </Flex>
      </SortButton>
    </Th>
  );
}

const SortButton = styled.button`
  padding: 0;
  border: 0;
  background: none;
  cursor: pointer;
`;
