import { Button, Dialog } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useText } from '../language/use-text';

interface Props {
  onStay: () => void;
  onDiscard: () => void;
}

/** Asks before what somebody has typed is lost. */
export function DiscardDialog({ onStay, onDiscard }: Props) {
  const text = useText();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onStay()}>
      <Dialog.Content>
        <Dialog.Header>{text('backup.discard.title')}</Dialog.Header>
        <Dialog.Body icon={<WarningCircle aria-hidden fill="danger600" />}>
          {text('backup.discard.text')}
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary" data-testid="discard-stay">
              {text('backup.discard.stay')}
            </Button>
          </Dialog.Cancel>
          <Button fullWidth variant="danger-light" onClick={onDiscard} data-testid="discard-submit">
            {text('backup.discard.submit')}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
