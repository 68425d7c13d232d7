import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { HealthReason } from '../../../server/src/contracts/health';
import { useText } from '../language/use-text';
import { useReasonWords } from './use-reason-words';

const SHOWN = 3;

/** What is wrong, the worst first, each with what to do; more than a few only when asked for. */
export function HealthReasons({ reasons }: { reasons: readonly HealthReason[] }) {
  const text = useText();
  const wordsOf = useReasonWords();
  const [all, setAll] = useState(false);
  const hidden = reasons.length - SHOWN;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {(all ? reasons : reasons.slice(0, SHOWN)).map((reason) => {
          const { sentences, detail } = wordsOf(reason);
          return (
            <Box
              tag="li"
              key={`${reason.code}-${reason.subject?.id ?? ''}-${reason.message}`}
              data-testid={`health-${reason.code}`}
            >
              <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                {sentences}
              </Typography>
              {detail !== null && (
                <Typography
                  tag="p"
                  variant="pi"
                  textColor="neutral600"
                  style={{ overflowWrap: 'anywhere' }}
                >
                  {detail}
                </Typography>
              )}
            </Box>
          );
        })}
      </Flex>
      {hidden > 0 && (
        <TextButton aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text('backup.health.fewer') : text('backup.health.more', { count: hidden })}
        </TextButton>
      )}
    </Flex>
  );
}
