import { Flex, Loader, Typography } from '@strapi/design-system';
import { CheckList, worstLevel } from '../components/check-list';
import { useText } from '../language/use-text';
import type { SectionTest } from './use-section-test';

/** What came of a test, row by row: what was found, and what to do. */
export function TestResult({ test }: { test: SectionTest }) {
  const text = useText();
  if (!test.isRunning && test.checks === null) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="status" aria-busy={test.isRunning}>
      {test.isRunning && (
        <Flex gap={3}>
          <Loader small>{text('backup.settings.testing')}</Loader>
          <Typography textColor="neutral600">{text('backup.settings.testing')}</Typography>
        </Flex>
      )}
      {test.checks !== null && (
        <Flex
          direction="column"
          alignItems="stretch"
          gap={3}
          data-testid="settings-test-result"
          style={{ opacity: test.isStale ? 0.6 : 1 }}
        >
          <Typography fontWeight="bold">
            {text(
              test.isStale
                ? 'backup.settings.test.stale'
                : `backup.settings.test.${worstLevel(test.checks)}`,
            )}
          </Typography>
          <CheckList
            checks={test.checks}
            levelText={(level) => text(`backup.settings.level.${level}`)}
            testId="settings-check"
          />
        </Flex>
      )}
    </Flex>
  );
}
