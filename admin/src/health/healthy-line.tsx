import { Flex, TextButton, Typography } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';
import type { Health } from '../../../server/src/contracts/health';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';
import { useText } from '../language/use-text';

interface Props {
  health: Health;
  onGo: (address: Readonly<Record<string, string | null>>) => void;
}

/** That all is well, how fresh the newest good backups are, and a hint when nothing makes the next. */
export function HealthyLine({ health, onGo }: Props) {
  const text = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const { database, media } = health.newest;
  const ago = (iso: string | null) =>
    iso === null ? text('backup.health.newest.none') : formats.relative(iso, now);
  return (
    <Flex gap={3} wrap="wrap">
      <Flex gap={2}>
        <CheckCircle aria-hidden fill="success600" width="1.6rem" height="1.6rem" />
        <Typography fontWeight="bold" textColor="success700">
          {text('backup.health.state.healthy')}
        </Typography>
      </Flex>
      <Typography textColor="neutral600">
        {database === media
          ? text('backup.health.newest.both', { time: ago(database) })
          : text('backup.health.newest.each', { database: ago(database), media: ago(media) })}
      </Typography>
      {health.nextRunAt === null && (
        <TextButton onClick={() => onGo({ tab: 'schedules' })}>
          {text('backup.health.unscheduled')}
        </TextButton>
      )}
    </Flex>
  );
}
