import { Button, Flex, Modal } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useText } from '../language/use-text';

interface Props {
  title: string;
  children: ReactNode;
  submitLabel: string;
  submitTestId: string;
  submitVariant?: 'default' | 'danger';
  busy: boolean;
  disabled?: boolean;
  /** Stands beside the submit button, at its left. */
  secondary?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** A dialog with a form: Enter submits it, Escape leaves it, and nothing closes it while it works. */
export function FormDialog({
  title,
  children,
  submitLabel,
  submitTestId,
  submitVariant = 'default',
  busy,
  disabled = false,
  secondary,
  onSubmit,
  onClose,
}: Props) {
  const text = useText();
  return (
    <Modal.Root
      open
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
    >
      <Modal.Content aria-describedby={undefined}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy && !disabled) onSubmit();
          }}
        >
          <Modal.Header closeLabel={text('backup.action.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          <Modal.Body>{children}</Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary" disabled={busy}>
                {text('backup.action.cancel')}
              </Button>
            </Modal.Close>
            <Flex gap={2}>
              {secondary}
              <Button
                type="submit"
                variant={submitVariant}
                loading={busy}
                disabled={busy || disabled}
                data-testid={submitTestId}
              >
                {submitLabel}
              </Button>
            </Flex>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}
