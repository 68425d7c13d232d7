import { Button, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, WarningCircle } from '@strapi/icons';
import { FailureBox } from '../components/failure-box';
import { RestoreResultFacts } from '../restores/restore-result-facts';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import type { RestoreWatch } from './restore-watch';
import type { RestoreStatusView } from './use-restore-status';

interface Props {
  watch: RestoreWatch;
  view: RestoreStatusView;
  onSignIn: () => void;
  onClose: () => void;
}

/** How a restore ended, what that means for the site, and where to go from here. */
export function RestoreOutcome({ watch, view, onSignIn, onClose }: Props) {
  const text = useText();
  const formats = useFormats();
  const { status, unknown, endedAt } = view;
  const outcome = unknown ? 'unknown' : status?.status === 'completed' ? 'completed' : 'unchanged';
  const kind = watch.undo ? 'undo-completed' : 'completed';

  return (
    <Flex direction="column" alignItems="stretch" gap={5} data-testid="restore-result">
      <Flex gap={3} alignItems="flex-start" role="status">
        <OutcomeIcon outcome={outcome} />
        <Flex direction="column" alignItems="flex-start" gap={2}>
          <Typography tag="h2" variant="beta">
            {outcome === 'completed'
              ? text(`backup.outcome.${kind}`)
              : outcome === 'unknown'
                ? text('backup.outcome.unknown')
                : text(`backup.outcome.${status?.status === 'cancelled' ? 'cancelled' : 'failed'}`)}
          </Typography>
          <Typography textColor="neutral700">
            {text(
              outcome === 'completed'
                ? `backup.outcome.${kind}-text`
                : outcome === 'unknown'
                  ? 'backup.outcome.unknown-text'
                  : 'backup.outcome.unchanged-text',
            )}
          </Typography>
          {endedAt !== null && outcome === 'completed' && (
            <Typography variant="pi" textColor="neutral600">
              {text('backup.outcome.took', { time: formats.duration(durationOf(watch, view)) })}
            </Typography>
          )}
        </Flex>
      </Flex>

      {status?.error != null && status.status === 'failed' && (
        <FailureBox failure={{ ...status.error, status: null, field: null }} />
      )}
      {/* What an undo answers here is still what the restore did. */}
      {!watch.undo && status?.result != null && <RestoreResultFacts result={status.result} />}

      <Flex gap={2} wrap="wrap">
        {outcome === 'completed' ? (
          <Button size="L" onClick={onSignIn} data-testid="restore-sign-in">
            {text('backup.outcome.sign-in')}
          </Button>
        ) : (
          <>
            <Button size="L" onClick={onClose} data-testid="restore-close">
              {text('backup.outcome.back')}
            </Button>
            {outcome === 'unknown' && (
              <Button size="L" variant="tertiary" onClick={onSignIn} data-testid="restore-sign-in">
                {text('backup.outcome.sign-in')}
              </Button>
            )}
          </>
        )}
      </Flex>
    </Flex>
  );
}

function OutcomeIcon({ outcome }: { outcome: 'completed' | 'unknown' | 'unchanged' }) {
  const props = {
    width: '2.8rem',
    height: '2.8rem',
    'aria-hidden': true,
    style: { flexShrink: 0 },
  };
  if (outcome === 'completed') return <CheckCircle {...props} fill="success600" />;
  if (outcome === 'unknown') return <WarningCircle {...props} fill="warning600" />;
  return <CrossCircle {...props} fill="danger600" />;
}

/** By the server's clock where it is about this run and not the one that is undone. */
function durationOf(watch: RestoreWatch, { status, endedAt }: RestoreStatusView): number {
  if (!watch.undo && status?.startedAt != null && status.finishedAt != null) {
    return Date.parse(status.finishedAt) - Date.parse(status.startedAt);
  }
  return Math.max(0, (endedAt ?? watch.startedAt) - watch.startedAt);
}
