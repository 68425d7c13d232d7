import { Box, Flex, Typography } from '@strapi/design-system';
import { CrossCircle } from '@strapi/icons';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { Failure } from '../api/failure';
import { useText } from '../language/use-text';
import { CopyButton } from './copy-button';

interface Props {
  failure: Failure;
  /** The job that runs now: named when the failure is that one is running already. */
  job?: CurrentJob | null;
  action?: React.ReactNode;
}

/** What went wrong, its stable code, and a button that copies both. */
export function FailureBox({ failure, job = null, action }: Props) {
  const text = useText();
  const message =
    failure.code === 'NETWORK'
      ? text('backup.error.network')
      : failure.message === ''
        ? text('backup.error.unknown')
        : failure.message;
  return (
    <Box
      role="alert"
      background="danger100"
      borderColor="danger200"
      hasRadius
      padding={3}
      paddingLeft={4}
      width="100%"
    >
      <Flex alignItems="flex-start" gap={3}>
        <CrossCircle
          aria-hidden
          fill="danger600"
          width="1.6rem"
          height="1.6rem"
          style={{ flexShrink: 0, marginTop: '0.2rem' }}
        />
        <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
          <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {message}
          </Typography>
          {failure.code === 'JOB_RUNNING' && job !== null && (
            <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {text('backup.error.running-job', {
                kind: text(`backup.job.${job.kind}`),
                name: job.name,
              })}
            </Typography>
          )}
          <Flex gap={1}>
            <Typography variant="pi" textColor="neutral600" tag="code">
              {failure.code}
            </Typography>
            <CopyButton
              value={`${failure.code}: ${message}`}
              label={text('backup.action.copy-error')}
            />
          </Flex>
        </Flex>
        {action}
      </Flex>
    </Box>
  );
}
