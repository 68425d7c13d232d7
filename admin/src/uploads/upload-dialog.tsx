import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useText } from '../language/use-text';
import { problemOf } from './check-file';
import { DropArea } from './drop-area';
import { sendFile } from './transfers';

/** Takes archives from the reader's machine; they are sent while the page is used for something else. */
export function UploadDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [problems, setProblems] = useState<string[]>([]);

  function take(files: File[]): void {
    const wrong = files.flatMap((file) => {
      const problem = problemOf(file);
      return problem === null ? [] : [text(`backup.upload.${problem}`, { name: file.name })];
    });
    setProblems(wrong);
    const good = files.filter((file) => problemOf(file) === null);
    for (const file of good) void sendFile(file);
    if (good.length > 0 && wrong.length === 0) onClose();
  }

  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('backup.action.close')}>
          <Modal.Title>{text('backup.upload.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <DropArea onFiles={take} />
            <Flex direction="column" alignItems="stretch" gap={1} role="alert">
              {problems.map((problem) => (
                <Typography
                  key={problem}
                  textColor="danger600"
                  style={{ overflowWrap: 'anywhere' }}
                >
                  {problem}
                </Typography>
              ))}
            </Flex>
            <Typography textColor="neutral600">{text('backup.upload.hint')}</Typography>
            <Typography textColor="neutral600">{text('backup.upload.resume-hint')}</Typography>
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
