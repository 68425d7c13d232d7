import { Typography } from '@strapi/design-system';
import { Fragment, type ReactNode } from 'react';
import { styled } from 'styled-components';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values, two columns where there is room. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <List>
      {facts.map(({ label, value }) => (
        <Fragment key={label}>
          <Typography tag="dt" variant="pi" textColor="neutral600">
            {label}
          </Typography>
          <Typography tag="dd" style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
            {value}
          </Typography>
        </Fragment>
      ))}
    </List>
  );
}

const List = styled.dl`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[1]} ${({ theme }) => theme.spaces[5]};

  > dd {
    margin-bottom: ${({ theme }) => theme.spaces[2]};
  }

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: max-content minmax(0, 1fr);
    gap: ${({ theme }) => theme.spaces[3]} ${({ theme }) => theme.spaces[6]};
    align-items: baseline;

    > dd {
      margin-bottom: 0;
    }
  }
`;
