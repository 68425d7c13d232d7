import { TextButton } from '@strapi/design-system';
import { styled } from 'styled-components';

interface Props {
  name: string;
  onOpen: () => void;
  testId?: string;
}

/** The name of a row, cut off where it has no room, which opens the row's details. */
export function NameButton({ name, onOpen, testId }: Props) {
  return (
    <Button onClick={onOpen} title={name} data-testid={testId}>
      {name}
    </Button>
  );
}

const Button = styled(TextButton)`
  min-width: 0;
  max-width: 100%;

  span {
    overflow: hidden;
    font-size: 1.4rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
