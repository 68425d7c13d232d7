import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import type { Statistics } from '../../../server/src/contracts/statistics';
import { useStatisticsQuery } from '../api/jobs';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';
import { useText } from '../language/use-text';
import { browserZone } from '../schedules/time-zones';
import { useRefresh } from './use-refresh';

/** The totals in four cards, and beneath them what they take up and how often they succeed. */
export function StatisticsCards({ refreshMs }: { refreshMs: number }) {
  const text = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const { data, refetch } = useStatisticsQuery(undefined);
  useRefresh(refetch, refreshMs);

  const count = (read: (statistics: Statistics) => number) =>
    data === undefined ? '–' : formats.number(read(data));
  const cards = [
    { id: 'total', value: count((each) => each.backups.total) },
    { id: 'completed', value: count((each) => each.backups.completed) },
    { id: 'failed', value: count((each) => each.backups.failed) },
    { id: 'restores', value: count((each) => each.restores.total) },
  ] as const;

  return (
    <Flex direction="column" alignItems="stretch" gap={3} aria-busy={data === undefined}>
      <Grid.Root gap={4} tag="dl">
        {cards.map(({ id, value }) => (
          <Grid.Item key={id} col={3} s={6} xs={6} direction="column" alignItems="stretch">
            <Box
              background="neutral0"
              hasRadius
              shadow="tableShadow"
              padding={{ initial: 3, medium: 5 }}
              height="100%"
            >
              <Typography tag="dt" variant="pi" textColor="neutral600">
                {text(`backup.card.${id}`)}
              </Typography>
              <Typography
                tag="dd"
                variant="alpha"
                textColor={
                  id === 'failed' && value !== '0' && value !== '–' ? 'danger600' : 'neutral800'
                }
                data-testid={`backup-card-${id}`}
              >
                {value}
              </Typography>
            </Box>
          </Grid.Item>
        ))}
      </Grid.Root>
      <Flex gap={4} wrap="wrap" tag="ul" style={{ rowGap: '0.4rem' }}>
        {data !== undefined &&
          secondary(data).map((line) => (
            <Typography key={line} tag="li" variant="pi" textColor="neutral600">
              {line}
            </Typography>
          ))}
      </Flex>
    </Flex>
  );

  function secondary(statistics: Statistics): string[] {
    const lines = [text('backup.card.size', { size: formats.bytes(statistics.size.total) })];
    if (statistics.successRate !== null) {
      lines.push(text('backup.card.success', { rate: formats.percent(statistics.successRate) }));
    }
    if (statistics.disk !== null) {
      lines.push(text('backup.card.disk', { size: formats.bytes(statistics.disk.free) }));
    }
    const { nextRunAt } = statistics;
    if (nextRunAt !== null) {
      lines.push(
        Date.parse(nextRunAt) <= now
          ? text('backup.card.due')
          : text('backup.card.next', {
              relative: formats.relative(nextRunAt, now),
              time: formats.inZone(nextRunAt, browserZone()),
            }),
      );
    }
    return lines;
  }
}
