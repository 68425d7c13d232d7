import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import type { ReactElement } from 'react';

interface Props {
  content: string;
  action?: ReactElement | undefined;
}

/** Says why there is nothing, and what to do about it. */
export function EmptyList({ content, action }: Props) {
  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={content}
      action={action}
      hasRadius
      shadow="tableShadow"
    />
  );
}
