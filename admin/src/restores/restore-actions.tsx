import { Button, Flex } from '@strapi/design-system';
import type { Restore } from '../../../server/src/contracts/restores';
import { useText } from '../language/use-text';

export type RestoreDialogKind = 'undo' | 'let-go' | 'details';

interface Props {
  restore: Restore;
  onOpen: (kind: RestoreDialogKind, restore: Restore) => void;
}

/** The way back from a restore, and the way to settle for it. */
export function RestoreActions({ restore, onOpen }: Props) {
  const text = useText();
  return (
    <Flex gap={2} wrap="wrap">
      {restore.canUndo && (
        <Button
          size="S"
          variant="secondary"
          onClick={() => onOpen('undo', restore)}
          data-testid={`restore-undo-${restore.id}`}
        >
          {text('backup.action.undo')}
        </Button>
      )}
      {restore.keptUntil !== null && restore.status === 'completed' && (
        <Button
          size="S"
          variant="tertiary"
          onClick={() => onOpen('let-go', restore)}
          data-testid={`restore-confirm-${restore.id}`}
        >
          {text('backup.action.let-go')}
        </Button>
      )}
    </Flex>
  );
}
