import { Box, Flex, VisuallyHidden } from '@strapi/design-system';
import { keyframes, styled } from 'styled-components';
import { useText } from '../language/use-text';

const ROWS = ['first', 'second', 'third'];

/** The place of the list while it loads, so that nothing jumps when it comes. */
export function SchedulesSkeleton() {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="status">
      <VisuallyHidden>{text('backup.loading')}</VisuallyHidden>
      {ROWS.map((row) => (
        <Flex
          key={row}
          aria-hidden
          background="neutral0"
          borderColor="neutral150"
          hasRadius
          padding={5}
          gap={6}
        >
          <Bar width="4rem" />
          <Bar width="24%" />
          <Bar width="32%" />
          <Bar width="16%" />
        </Flex>
      ))}
    </Flex>
  );
}

const breathe = keyframes`
  50% {
    opacity: 0.4;
  }
`;

const Bar = styled(Box)`
  height: 1.6rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};

  @media (prefers-reduced-motion: no-preference) {
    animation: ${breathe} 1.6s ease-in-out infinite;
  }
`;
