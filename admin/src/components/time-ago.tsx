import { Tooltip, Typography } from '@strapi/design-system';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';

/** A moment as date and time; how long ago that is, in a tooltip and for screen readers. */
export function TimeAgo({ iso }: { iso: string }) {
  const formats = useFormats();
  const now = useNow(30_000);
  const relative = formats.relative(iso, now);
  return (
    <Tooltip label={relative}>
      <Typography
        tag="time"
        dateTime={iso}
        textColor="neutral800"
        tabIndex={0}
        style={{ whiteSpace: 'nowrap' }}
      >
        {formats.dateTime(iso)}
      </Typography>
    </Tooltip>
  );
}
