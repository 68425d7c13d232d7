import { Box, Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';

interface CardListProps {
  label: string;
  children: ReactNode;
}

/** The rows of a table as cards, for screens on which a table has no room. */
export function CardList({ label, children }: CardListProps) {
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3} aria-label={label}>
      {children}
    </Flex>
  );
}

interface CardProps {
  testId: string;
  children: ReactNode;
}

export function Card({ testId, children }: CardProps) {
  return (
    <Box
      tag="li"
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={4}
      data-testid={testId}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        {children}
      </Flex>
    </Box>
  );
}
