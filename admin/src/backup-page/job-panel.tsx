import { Box, Button, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useState } from 'react';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import { useCancelBackupMutation } from '../api/backups';
import { readFailure, type Failure } from '../api/failure';
import { useCancelRestoreMutation } from '../api/restores';
import { useRemoveUploadMutation } from '../api/uploads';
import { FailureBox } from '../components/failure-box';
import { ProgressBar } from '../components/progress-bar';
import { useFormats } from '../language/use-formats';
import { useStepText } from '../language/use-step-text';
import { useText } from '../language/use-text';

/** Screen readers hear every step and every tenth; every percent would drown all else. */
const SPOKEN_PERCENT = 10;

/** The job that runs now: its step in words, how far it is, and a way to stop it. */
export function JobPanel({ job }: { job: CurrentJob }) {
  const text = useText();
  const stepText = useStepText();
  const details = useProgressLine(job);
  const percent = Math.floor(job.progress?.percent ?? 0);
  const step =
    job.progress === null
      ? text('backup.progress.starting')
      : stepText(job.kind, job.progress.step);

  return (
    <Box
      tag="section"
      aria-label={text('backup.progress.label')}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={{ initial: 4, medium: 5 }}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
          <Flex direction="column" alignItems="flex-start" gap={1} flex="1 1 20rem" minWidth={0}>
            <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
              {text('backup.progress.title', {
                kind: text(`backup.job.${job.kind}`),
                name: job.name,
              })}
            </Typography>
            <Typography textColor="neutral700">
              {text('backup.progress.step', { step, percent })}
            </Typography>
          </Flex>
          {job.cancellable && <CancelJob key={job.id} job={job} />}
        </Flex>
        <ProgressBar
          percent={percent}
          label={text('backup.progress.label')}
          valueText={text('backup.progress.step', { step, percent })}
          testId="backup-progress"
        />
        <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {details}
        </Typography>
        <VisuallyHidden aria-live="polite">
          {text('backup.progress.step', {
            step,
            percent: percent - (percent % SPOKEN_PERCENT),
          })}
        </VisuallyHidden>
      </Flex>
    </Box>
  );
}

/** Bytes, speed, time left and the current item, as far as they are known. */
function useProgressLine({ progress }: CurrentJob): string {
  const text = useText();
  const formats = useFormats();
  if (progress === null) return text('backup.progress.waiting');
  const parts: string[] = [];
  if (progress.bytesTotal > 0) {
    parts.push(
      text('backup.progress.bytes', {
        done: formats.bytes(progress.bytesDone),
        total: formats.bytes(progress.bytesTotal),
      }),
    );
  } else if (progress.bytesDone > 0) {
    parts.push(formats.bytes(progress.bytesDone));
  }
  if (progress.throughput !== null && progress.throughput > 0) {
    parts.push(formats.throughput(progress.throughput));
  }
  if (progress.secondsLeft !== null) {
    parts.push(
      text('backup.progress.left', {
        time: formats.duration(Math.ceil(progress.secondsLeft) * 1000),
      }),
    );
  }
  if (progress.item !== null) parts.push(progress.item);
  return parts.length === 0 ? text('backup.progress.waiting') : parts.join(' · ');
}

function CancelJob({ job }: { job: CurrentJob }) {
  const text = useText();
  const [cancelBackup] = useCancelBackupMutation();
  const [cancelRestore] = useCancelRestoreMutation();
  const [removeUpload] = useRemoveUploadMutation();
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  function stop({ kind, recordId }: CurrentJob) {
    if (kind === 'restore' || kind === 'undo') return cancelRestore(recordId);
    return kind === 'upload' ? removeUpload(recordId) : cancelBackup(recordId);
  }

  async function cancel(): Promise<void> {
    setAsked(true);
    setFailure(null);
    try {
      await stop(job).unwrap();
    } catch (error) {
      setAsked(false);
      setFailure(readFailure(error));
    }
  }

  return (
    <Flex direction="column" alignItems="flex-end" gap={2}>
      <Button
        variant="tertiary"
        loading={asked}
        disabled={asked}
        onClick={() => void cancel()}
        data-testid="backup-cancel"
      >
        {text('backup.action.cancel-job')}
      </Button>
      {failure !== null && <FailureBox failure={failure} />}
    </Flex>
  );
}
