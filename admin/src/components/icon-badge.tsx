import { Flex, Typography } from '@strapi/design-system';
import type { CheckCircle } from '@strapi/icons';

export type Tone = 'success' | 'warning' | 'danger' | 'primary' | 'neutral';

interface Props {
  tone: Tone;
  icon: typeof CheckCircle;
  label: string;
  title?: string | undefined;
}

/** A state as icon and word in its colour: never by colour alone. */
export function IconBadge({ tone, icon: Icon, label, title }: Props) {
  return (
    <Flex
      tag="span"
      inline
      gap={1}
      paddingLeft={2}
      paddingRight={2}
      paddingTop={1}
      paddingBottom={1}
      hasRadius
      background={`${tone}100`}
      borderColor={`${tone}200`}
      title={title}
    >
      <Icon
        aria-hidden
        fill={`${tone}600`}
        width="1.2rem"
        height="1.2rem"
        style={{ flexShrink: 0 }}
      />
      <Typography
        variant="pi"
        fontWeight="bold"
        textColor={`${tone}700`}
        style={{ whiteSpace: 'nowrap' }}
      >
        {label}
      </Typography>
    </Flex>
  );
}
