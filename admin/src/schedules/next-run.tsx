import { Flex, Typography } from '@strapi/design-system';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';
import { useText } from '../language/use-text';

/** When a schedule runs next: how long that is, and the moment on the clocks of its zone. */
export function NextRun({ schedule }: { schedule: Schedule }) {
  const text = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const { nextRunAt, zone, enabled } = schedule;
  if (nextRunAt === null) {
    return (
      <Typography textColor="neutral600">
        {text(enabled ? 'backup.schedule.never-due' : 'backup.schedule.is-off')}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography textColor="neutral800">
        {Date.parse(nextRunAt) <= now
          ? text('backup.schedule.is-due')
          : formats.relative(nextRunAt, now)}
      </Typography>
      <Typography tag="time" dateTime={nextRunAt} variant="pi" textColor="neutral600">
        {formats.inZone(nextRunAt, zone)}
      </Typography>
    </Flex>
  );
}
