import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, WarningCircle } from '@strapi/icons';
import { useId, type ReactNode } from 'react';

interface Props {
  tone: 'warning' | 'success';
  title: string;
  testId: string;
  children: ReactNode;
}

/** A card above the tabs that wants to be read. */
export function MirrorFrame({ tone, title, testId, children }: Props) {
  const titleId = useId();
  const Icon = tone === 'warning' ? WarningCircle : CheckCircle;
  return (
    <Box
      tag="section"
      aria-labelledby={titleId}
      background={`${tone}100`}
      borderColor={`${tone}200`}
      hasRadius
      padding={{ initial: 4, medium: 5 }}
      data-testid={testId}
    >
      <Flex gap={3} alignItems="flex-start">
        <Icon
          aria-hidden
          fill={`${tone}600`}
          width="2rem"
          height="2rem"
          style={{ flexShrink: 0, marginTop: '0.2rem' }}
        />
        <Flex direction="column" alignItems="stretch" gap={3} flex="1" minWidth={0}>
          <Typography
            id={titleId}
            tag="h2"
            variant="omega"
            fontWeight="bold"
            textColor={`${tone}700`}
          >
            {title}
          </Typography>
          {children}
        </Flex>
      </Flex>
    </Box>
  );
}
