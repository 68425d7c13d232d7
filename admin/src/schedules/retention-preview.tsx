import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import type { SchedulePreview } from '../../../server/src/contracts/schedules';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import type { Preview } from './use-preview';

/** The policy in the server's words, and what it would delete at this moment. */
export function RetentionPreview({ preview }: { preview: Preview }) {
  const { data, isFresh } = preview;
  if (data === null) return null;
  const doomed = data.deletes?.length ?? 0;
  return (
    <Box
      background={doomed > 0 ? 'warning100' : 'neutral100'}
      hasRadius
      padding={4}
      aria-busy={!isFresh}
      style={{ opacity: isFresh ? 1 : 0.5 }}
      data-testid="schedule-retention-preview"
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography lang="en">{data.retention}</Typography>
        <Deletes deletes={data.deletes} />
      </Flex>
    </Box>
  );
}

function Deletes({ deletes }: Pick<SchedulePreview, 'deletes'>) {
  const text = useText();
  const formats = useFormats();
  if (deletes === null || deletes.length === 0) {
    return (
      <Typography variant="pi" textColor="neutral600" aria-live="polite">
        {text(
          deletes === null
            ? 'backup.schedule.preview.deletes-new'
            : 'backup.schedule.preview.deletes-none',
        )}
      </Typography>
    );
  }
  const size = deletes.reduce((sum, each) => sum + (each.size ?? 0), 0);
  return (
    <>
      <Flex gap={2} alignItems="flex-start">
        <WarningCircle
          aria-hidden
          fill="warning600"
          width="1.6rem"
          height="1.6rem"
          style={{ flexShrink: 0, marginTop: '0.2rem' }}
        />
        <Typography fontWeight="bold" aria-live="polite">
          {text('backup.schedule.preview.deletes', {
            count: deletes.length,
            size: formats.bytes(size),
          })}
        </Typography>
      </Flex>
      <Flex
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={2}
        maxHeight="20rem"
        overflow="auto"
        tabIndex={0}
        aria-label={text('backup.schedule.preview.deletes-list')}
      >
        {deletes.map((each) => (
          <Flex key={each.id} tag="li" direction="column" alignItems="flex-start">
            <Typography style={{ overflowWrap: 'anywhere' }}>{each.name}</Typography>
            <Typography variant="pi" textColor="neutral600">
              {[
                formats.dateTime(each.createdAt),
                ...(each.size === null ? [] : [formats.bytes(each.size)]),
              ].join(' · ')}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </>
  );
}
