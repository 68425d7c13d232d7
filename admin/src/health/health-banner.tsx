import { Box, Button, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle, CrossCircle, WarningCircle } from '@strapi/icons';
import type { Health } from '../../../server/src/contracts/health';
import { readFailure } from '../api/failure';
import { useHealthQuery } from '../api/health';
import { CALM_MS } from '../backup-page/use-refresh-pace';
import { useRefresh } from '../backup-page/use-refresh';
import { FailureBox } from '../components/failure-box';
import { useText } from '../language/use-text';
import { HealthReasons } from './health-reasons';
import { healthRemedy } from './health-remedy';
import { HealthyLine } from './healthy-line';

interface Props {
  refreshMs: number;
  onCreate: () => void;
  /** Goes to another place of the page. */
  onGo: (address: Readonly<Record<string, string | null>>) => void;
}

const LOOKS = {
  healthy: { tone: 'success', icon: CheckCircle },
  degraded: { tone: 'warning', icon: WarningCircle },
  unhealthy: { tone: 'danger', icon: CrossCircle },
} as const;

/** Whether the site could be brought back today; when not, why, and the click that helps. */
export function HealthBanner({ refreshMs, onCreate, onGo }: Props) {
  const text = useText();
  const { data: health, error, isFetching, refetch } = useHealthQuery(undefined);
  useRefresh(refetch, refreshMs === 0 ? 0 : CALM_MS);

  if (error !== undefined) {
    return (
      <FailureBox
        failure={readFailure(error)}
        action={
          <Button variant="tertiary" size="S" loading={isFetching} onClick={() => void refetch()}>
            {text('backup.action.retry')}
          </Button>
        }
      />
    );
  }
  if (health === undefined) return null;
  return (
    <Box tag="section" aria-label={text('backup.health.label')} data-testid="health">
      {/* Read aloud when it changes, and only then. */}
      <VisuallyHidden role="status">{text(`backup.health.state.${health.state}`)}</VisuallyHidden>
      {health.state === 'healthy' ? (
        <HealthyLine health={health} onGo={onGo} />
      ) : (
        <Warnings health={health} onCreate={onCreate} onGo={onGo} />
      )}
    </Box>
  );
}

function Warnings({ health, onCreate, onGo }: Omit<Props, 'refreshMs'> & { health: Health }) {
  const text = useText();
  const { tone, icon: Icon } = LOOKS[health.state];
  const remedy = healthRemedy(health.reasons);
  return (
    <Flex
      background={`${tone}100`}
      borderColor={`${tone}200`}
      hasRadius
      padding={4}
      gap={4}
      alignItems="flex-start"
      wrap="wrap"
    >
      <Flex alignItems="flex-start" gap={3} flex="1 1 28rem" minWidth={0}>
        <Icon
          aria-hidden
          fill={`${tone}600`}
          width="2rem"
          height="2rem"
          style={{ flexShrink: 0 }}
        />
        <Flex direction="column" alignItems="stretch" gap={2} flex="1" minWidth={0}>
          <Typography tag="h2" variant="omega" fontWeight="bold" textColor={`${tone}700`}>
            {text(`backup.health.state.${health.state}`)}
          </Typography>
          <HealthReasons reasons={health.reasons} />
        </Flex>
      </Flex>
      {remedy !== null && (
        <Button
          variant={tone === 'danger' ? 'danger' : 'secondary'}
          size="S"
          onClick={() => {
            if (remedy.address === null) onCreate();
            else onGo(remedy.address);
          }}
          data-testid="health-remedy"
        >
          {text(remedy.label)}
        </Button>
      )}
    </Flex>
  );
}
