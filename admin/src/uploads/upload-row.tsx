import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross, Play } from '@strapi/icons';
import { useState } from 'react';
import { readFailure, type Failure } from '../api/failure';
import { useRemoveUploadMutation } from '../api/uploads';
import { FailureBox } from '../components/failure-box';
import { ProgressBar } from '../components/progress-bar';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { dropTransfer, pauseTransfer, resumeTransfer } from './transfers';
import type { ShownUpload } from './use-uploads';

/** How far an archive is, what became of it, and what can be done about it. */
export function UploadRow({ upload }: { upload: ShownUpload }) {
  const text = useText();
  const formats = useFormats();
  const [remove, { isLoading }] = useRemoveUploadMutation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { id, key, found, fileName, size, sent, state } = upload;
  const problem = failure ?? upload.failure;
  const settled = state === 'completed' || state === 'refused';
  // All of one that was found is there.
  const arriving = !settled && !found;
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  const amount = text('backup.upload.sent', {
    done: formats.bytes(sent),
    total: formats.bytes(size),
    percent,
  });

  async function stop(): Promise<void> {
    setFailure(null);
    try {
      if (key !== null) dropTransfer(key);
      if (id !== null) await remove(id).unwrap();
    } catch (error) {
      const reason = readFailure(error);
      if (reason.code !== 'UNKNOWN_UPLOAD') setFailure(reason);
    }
  }

  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid={`upload-${state}`}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4}>
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
            {fileName}
          </Typography>
          <Typography
            variant="pi"
            textColor={COLOURS[state] ?? 'neutral600'}
            aria-live="polite"
            style={{ overflowWrap: 'anywhere' }}
          >
            {text(stateText(upload))}
            {arriving ? ` · ${amount}` : ''}
          </Typography>
        </Flex>
        <Flex gap={1} shrink={0}>
          {key !== null && state === 'sending' && (
            <Button
              variant="tertiary"
              size="S"
              onClick={() => pauseTransfer(key)}
              data-testid="upload-pause"
            >
              {text('backup.upload.pause')}
            </Button>
          )}
          {key !== null && (state === 'paused' || state === 'broken') && (
            <Button
              variant="secondary"
              size="S"
              startIcon={<Play />}
              onClick={() => resumeTransfer(key)}
              data-testid="upload-resume"
            >
              {text('backup.upload.resume')}
            </Button>
          )}
          <IconButton
            label={text(settled ? 'backup.upload.forget' : 'backup.upload.stop')}
            disabled={isLoading}
            onClick={() => void stop()}
          >
            <Cross />
          </IconButton>
        </Flex>
      </Flex>
      {arriving && (
        <Box>
          <ProgressBar
            percent={percent}
            label={fileName}
            valueText={amount}
            testId="upload-progress"
          />
        </Box>
      )}
      {problem !== null && <FailureBox failure={problem} />}
    </Flex>
  );
}

function stateText({ found, state }: ShownUpload) {
  return found && (state === 'waiting' || state === 'checking')
    ? (`backup.upload.found.${state}` as const)
    : (`backup.upload.state.${state}` as const);
}

const COLOURS: Partial<Record<ShownUpload['state'], string>> = {
  completed: 'success600',
  refused: 'danger600',
  broken: 'danger600',
};
