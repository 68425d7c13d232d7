import { Box, Flex, Typography } from '@strapi/design-system';
import { FailureBox } from '../components/failure-box';
import { useFormats } from '../language/use-formats';
import { useNow } from '../language/use-now';
import { useText } from '../language/use-text';
import type { Preview } from './use-preview';

interface Props {
  preview: Preview;
  zone: string;
  /** The timing in words; null while it is not complete. */
  words: string | null;
}

/** When the schedule would run: in words, and the next five times of the server. */
export function RunPreview({ preview, zone, words }: Props) {
  const text = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const { failure } = preview;
  // A field that is wrong says so itself.
  const isComplete = words !== null && (failure === null || failure.field === null);
  const runs = isComplete && failure === null ? (preview.data?.runs ?? []) : [];
  return (
    <Box background="neutral100" hasRadius padding={4} aria-busy={!preview.isFresh}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }} aria-live="polite">
          {isComplete ? words : text('backup.schedule.preview.incomplete')}
        </Typography>
        {runs.length > 0 && (
          <>
            <Typography variant="pi" textColor="neutral600" id="schedule-next-runs">
              {text('backup.schedule.preview.runs')}
            </Typography>
            <Flex
              tag="ol"
              direction="column"
              alignItems="stretch"
              gap={1}
              aria-labelledby="schedule-next-runs"
              data-testid="schedule-runs"
              // What belongs to an earlier state of the form steps back until the answer is there.
              style={{ opacity: preview.isFresh ? 1 : 0.5 }}
            >
              {runs.map((run) => (
                <Flex key={run} tag="li" gap={3} wrap="wrap" style={{ rowGap: 0 }}>
                  <Typography tag="time" dateTime={run}>
                    {formats.inZone(run, zone)}
                  </Typography>
                  <Typography variant="pi" textColor="neutral600">
                    {formats.relative(run, now)}
                  </Typography>
                </Flex>
              ))}
            </Flex>
          </>
        )}
        {failure !== null && failure.field === null && <FailureBox failure={failure} />}
      </Flex>
    </Box>
  );
}
