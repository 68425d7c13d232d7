import { Flex, Typography } from '@strapi/design-system';
import type { Restore } from '../../../server/src/contracts/restores';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';
import { useText } from '../language/use-text';

/** Until when the data that a restore replaced are kept, or what became of them. */
export function KeptData({ restore }: { restore: Restore }) {
  const text = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  if (restore.keptUntil === null) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {restore.undoneAt !== null
          ? text('backup.kept.undone', { time: formats.dateTime(restore.undoneAt) })
          : restore.confirmedAt !== null
            ? text('backup.kept.let-go', { time: formats.dateTime(restore.confirmedAt) })
            : '–'}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography textColor="neutral800">
        {text('backup.kept.until', { time: formats.dateTime(restore.keptUntil) })}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {formats.relative(restore.keptUntil, now)}
      </Typography>
    </Flex>
  );
}
