import { Button, Dialog, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useState, type ReactNode } from 'react';
import { readFailure, type Failure } from '../api/failure';
import { useText } from '../language/use-text';
import { FailureBox } from './failure-box';

interface Props {
  title: string;
  /** What will happen. */
  description: string;
  /** What has to be filled in or seen before. */
  children?: ReactNode;
  confirmLabel: string;
  /** Whether the confirm button may be pressed; for dialogs that ask for something first. */
  ready?: boolean;
  /** Does it; what it throws is shown in the dialog. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  testId?: string;
}

/** Asks before something that cannot be taken back, and stays open while it is being done. */
export function ConfirmDialog({
  title,
  description,
  children,
  confirmLabel,
  ready = true,
  onConfirm,
  onClose,
  testId = 'confirm-submit',
}: Props) {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function confirm(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm();
    } catch (error) {
      setFailure(readFailure(error));
    }
    setBusy(false);
  }

  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
    >
      <Dialog.Content>
        <Dialog.Header>{title}</Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" alignItems="stretch" gap={4} width="100%">
            <Flex direction="column" alignItems="center" gap={3}>
              <WarningCircle aria-hidden fill="danger600" width="2.4rem" height="2.4rem" />
              <Dialog.Description>
                <Typography style={{ overflowWrap: 'anywhere' }}>{description}</Typography>
              </Dialog.Description>
            </Flex>
            {children}
            {failure !== null && <FailureBox failure={failure} />}
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary" disabled={busy}>
              {text('backup.action.cancel')}
            </Button>
          </Dialog.Cancel>
          <Button
            fullWidth
            variant="danger-light"
            loading={busy}
            disabled={!ready || busy}
            onClick={() => void confirm()}
            data-testid={testId}
          >
            {confirmLabel}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
