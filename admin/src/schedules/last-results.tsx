import { Box, Flex, Typography } from '@strapi/design-system';
import type { Backup } from '../../../server/src/contracts/backups';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { useText } from '../language/use-text';
import { ResultDot } from './result-dot';
import { ScheduleStatusBadge } from './schedule-status-badge';

const SHOWN = 6;

interface Props {
  schedule: Schedule;
  /** What it has made, newest first. */
  results: readonly Backup[];
  onOpen: (backup: Backup) => void;
}

/** How the last run ended, why it failed if it did, and a dot for each of the last ones. */
export function LastResults({ schedule, results, onOpen }: Props) {
  const text = useText();
  const { lastStatus } = schedule;
  const failure = lastStatus === 'failed' || lastStatus === 'retrying' ? results[0]?.error : null;
  if (lastStatus === null && results.length === 0) {
    return <Typography textColor="neutral600">{text('backup.schedule.no-run')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {lastStatus !== null && <ScheduleStatusBadge status={lastStatus} />}
      {failure != null && (
        <Box maxWidth="24rem">
          <Typography
            variant="pi"
            textColor="neutral600"
            ellipsis
            display="block"
            title={failure.message}
          >
            {failure.message}
          </Typography>
        </Box>
      )}
      {results.length > 0 && (
        <Flex
          tag="ul"
          // The dots themselves stand below the badge, the ground that they can be hit on reaches further.
          marginLeft="-0.4rem"
          aria-label={text('backup.schedule.results-of', { name: schedule.name })}
        >
          {results.slice(0, SHOWN).map((backup) => (
            <li key={backup.id}>
              <ResultDot backup={backup} onOpen={() => onOpen(backup)} />
            </li>
          ))}
        </Flex>
      )}
    </Flex>
  );
}
