import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Backup, BulkDeleteResult } from '../../../server/src/contracts/backups';
import { useBulkDeleteBackupsMutation } from '../api/backups';
import { ConfirmDialog } from '../components/confirm-dialog';
import { FailureBox } from '../components/failure-box';
import { useText } from '../language/use-text';

interface Props {
  backups: Backup[];
  /** @param done whether the selection has been dealt with */
  onClose: (done: boolean) => void;
}

/** Deletes the chosen backups and counts what became of them; what stayed is listed with why. */
export function BulkDeleteDialog({ backups, onClose }: Props) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [bulkDelete] = useBulkDeleteBackupsMutation();
  const [outcome, setOutcome] = useState<BulkDeleteResult[] | null>(null);
  // The list loads again while the dialog is open, and what is deleted is no longer in it.
  const [chosen] = useState(backups);

  async function confirm(): Promise<void> {
    const results = await bulkDelete(chosen.map((each) => each.id)).unwrap();
    if (results.every((each) => each.deleted)) {
      toggleNotification({
        type: 'success',
        message: text('backup.bulk.deleted', { count: results.length }),
      });
      onClose(true);
    } else {
      setOutcome(results);
    }
  }

  if (outcome === null) {
    return (
      <ConfirmDialog
        title={text('backup.bulk.title', { count: chosen.length })}
        description={text('backup.bulk.text', { count: chosen.length })}
        confirmLabel={text('backup.action.delete')}
        onConfirm={confirm}
        onClose={() => onClose(false)}
      >
        <Flex
          tag="ul"
          direction="column"
          alignItems="stretch"
          gap={1}
          maxHeight="24rem"
          overflow="auto"
        >
          {chosen.map((backup) => (
            <Typography tag="li" key={backup.id} style={{ overflowWrap: 'anywhere' }}>
              {backup.name}
            </Typography>
          ))}
        </Flex>
      </ConfirmDialog>
    );
  }

  const kept = outcome.filter((each) => !each.deleted);
  const nameOf = (id: string) => chosen.find((each) => each.id === id)?.name ?? id;
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose(true)}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={text('backup.action.close')}>
          <Modal.Title>
            {text('backup.bulk.partly', {
              deleted: outcome.length - kept.length,
              kept: kept.length,
            })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
            {kept.map((each) => (
              <Box tag="li" key={each.id}>
                <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
                  {nameOf(each.id)}
                </Typography>
                {each.error !== null && (
                  <FailureBox failure={{ ...each.error, status: null, field: null }} />
                )}
              </Box>
            ))}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('backup.action.close')}</Button>
          </Modal.Close>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
