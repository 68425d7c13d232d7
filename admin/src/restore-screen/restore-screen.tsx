import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { getFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';
import { RESTORE_STEPS } from '../../../server/src/contracts/steps';
import { readFailure, type Failure } from '../api/failure';
import { FailureBox } from '../components/failure-box';
import { ProgressBar } from '../components/progress-bar';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';
import { useStepText } from '../language/use-step-text';
import { useText } from '../language/use-text';
import { phasesOf } from './phases-of';
import { RestoreOutcome } from './restore-outcome';
import { RestorePhases } from './restore-phases';
import type { RestoreWatch } from './restore-watch';
import { signInAgain } from './sign-in-again';
import { useRestoreStatus, type RestoreStatusView } from './use-restore-status';

/** From then on a silence is no longer what a swap explains. */
const LONG_SILENCE_MS = 120_000;

/**
 * The whole of a restore on one page: its phases while it runs, its outcome when it has ended.
 *
 * @param onClose takes the page away, for when the site is as it was and the session still lives
 */
export function RestoreScreen({ watch, onClose }: { watch: RestoreWatch; onClose: () => void }) {
  const text = useText();
  const view = useRestoreStatus(watch);
  const heading = useRef<HTMLHeadingElement>(null);
  const ended = view.endedAt !== null || view.unknown;

  useEffect(() => {
    heading.current?.focus();
  }, [ended]);

  return (
    <Screen role="main" aria-labelledby="backup-restore-heading">
      <Sheet>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Flex direction="column" alignItems="flex-start" gap={1}>
            <Typography
              id="backup-restore-heading"
              tag="h1"
              variant="alpha"
              tabIndex={-1}
              ref={heading}
              style={{ outline: 'none' }}
            >
              {ended
                ? text(watch.undo ? 'backup.job.undo' : 'backup.job.restore')
                : text(watch.undo ? 'backup.screen.undo-title' : 'backup.screen.title')}
            </Typography>
            <Typography textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
              {text('backup.screen.from', { name: watch.name })}
            </Typography>
          </Flex>
          {ended ? (
            <RestoreOutcome
              watch={watch}
              view={view}
              onSignIn={() => signInAgain(watch)}
              onClose={onClose}
            />
          ) : (
            <RunningRestore watch={watch} view={view} />
          )}
        </Flex>
      </Sheet>
    </Screen>
  );
}

function RunningRestore({ watch, view }: { watch: RestoreWatch; view: RestoreStatusView }) {
  const text = useText();
  const formats = useFormats();
  const stepText = useStepText();
  const now = useNow(1000);
  const { status, silentSince } = view;
  const progress = status?.progress ?? null;
  const percent = Math.floor(progress?.percent ?? 0);
  const step =
    progress === null ? text('backup.screen.starting') : stepText('restore', progress.step);

  return (
    <Flex direction="column" alignItems="stretch" gap={5} data-testid="restore-progress">
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Flex justifyContent="space-between" gap={4}>
          <Typography fontWeight="bold">{step}</Typography>
          <Typography textColor="neutral600">
            {text('backup.screen.elapsed', {
              time: formats.duration(wholeSeconds(now - watch.startedAt)),
            })}
          </Typography>
        </Flex>
        <ProgressBar
          percent={percent}
          label={text('backup.progress.label')}
          valueText={text('backup.progress.step', { step, percent })}
        />
        <Typography textColor="neutral600" variant="pi" style={{ overflowWrap: 'anywhere' }}>
          {[
            formats.percent(percent / 100),
            progress !== null && progress.bytesTotal > 0
              ? text('backup.progress.bytes', {
                  done: formats.bytes(progress.bytesDone),
                  total: formats.bytes(progress.bytesTotal),
                })
              : null,
            progress?.item ?? null,
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </Typography>
      </Flex>

      <div aria-live="polite">
        {silentSince === null ? (
          <Typography textColor="neutral700">
            {text(`backup.screen.gate.${status?.gate ?? 'open'}`)}
          </Typography>
        ) : (
          <Typography textColor="warning700">
            {text(
              now - silentSince > LONG_SILENCE_MS
                ? 'backup.screen.long-silence'
                : 'backup.screen.silence',
              { time: formats.duration(wholeSeconds(now - silentSince)) },
            )}
          </Typography>
        )}
      </div>

      <RestorePhases phases={phasesOf(watch, { status, seen: view.seen, until: now })} />

      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography variant="pi" textColor="neutral600">
          {text('backup.screen.reload-hint')}
        </Typography>
        <CancelButton watch={watch} step={progress?.step ?? null} />
      </Flex>
    </Flex>
  );
}

/** A running clock that shows tenths only flickers. */
function wholeSeconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000)) * 1000;
}

/** Stops the restore while that is still possible, which is until the swap begins. */
function CancelButton({ watch, step }: { watch: RestoreWatch; step: string | null }) {
  const text = useText();
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const cancellable = RESTORE_STEPS.find((each) => each.name === step)?.cancellable ?? false;

  async function cancel(): Promise<void> {
    setAsked(true);
    setFailure(null);
    try {
      await getFetchClient().post(
        `/backup/restores/${encodeURIComponent(watch.restoreId)}/cancel`,
        {},
      );
    } catch (error) {
      setAsked(false);
      const response = (error as { response?: { data?: { error?: unknown } } }).response;
      setFailure(readFailure(response?.data?.error ?? error));
    }
  }

  return (
    <Flex direction="column" alignItems="flex-end" gap={2}>
      <Button
        variant="tertiary"
        disabled={!cancellable || asked}
        loading={asked && cancellable}
        onClick={() => void cancel()}
        data-testid="restore-cancel"
      >
        {text('backup.action.cancel-job')}
      </Button>
      {failure !== null && <FailureBox failure={failure} />}
    </Flex>
  );
}

const Screen = styled(Box)`
  position: fixed;
  inset: 0;
  overflow: auto;
  background: ${({ theme }) => theme.colors.neutral100};
  z-index: ${({ theme }) => theme.zIndices.popover};
`;

const Sheet = styled(Box)`
  max-width: 76rem;
  min-height: 100%;
  margin: 0 auto;
  padding: ${({ theme }) => theme.spaces[6]} ${({ theme }) => theme.spaces[4]};
  background: ${({ theme }) => theme.colors.neutral0};

  ${({ theme }) => theme.breakpoints.medium} {
    min-height: 0;
    margin: ${({ theme }) => theme.spaces[9]} auto;
    padding: ${({ theme }) => theme.spaces[8]};
    border-radius: ${({ theme }) => theme.borderRadius};
    box-shadow: ${({ theme }) => theme.shadows.tableShadow};
  }
`;
