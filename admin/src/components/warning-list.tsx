import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import type { Warning } from '../../../server/src/contracts/backups';
import { useText } from '../language/use-text';

/** What did not go as it should, though the job succeeded. */
export function WarningList({ warnings }: { warnings: Warning[] }) {
  const text = useText();
  if (warnings.length === 0) return null;
  return (
    <Box background="warning100" borderColor="warning200" hasRadius padding={4}>
      <Typography tag="h3" variant="pi" fontWeight="bold" textColor="neutral800">
        {text('backup.warnings', { count: warnings.length })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
        {warnings.map((warning, index) => (
          <Flex tag="li" key={index} gap={2} alignItems="flex-start">
            <WarningCircle
              aria-hidden
              fill="warning600"
              width="1.4rem"
              height="1.4rem"
              style={{ flexShrink: 0, marginTop: '0.3rem' }}
            />
            <Typography style={{ overflowWrap: 'anywhere' }} textColor="neutral800">
              {warning.message}{' '}
              <Typography tag="code" variant="pi" textColor="neutral600">
                {warning.code}
              </Typography>
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Box>
  );
}
