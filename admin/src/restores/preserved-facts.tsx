import { Flex, Typography } from '@strapi/design-system';
import type { Preserved } from '../../../server/src/contracts/restores';
import { FactList } from '../components/fact-list';
import { useText } from '../language/use-text';

/** What was added to the site, and everything that could not be. */
export function PreservedFacts({ preserved }: { preserved: Preserved }) {
  const text = useText();
  const { added, kept, conflicts, filesAdded, filesKept } = preserved;
  const additions = [
    ...added.map(({ type, rows }) => text('backup.preserved.rows', { type, count: rows })),
    ...(filesAdded > 0 ? [text('backup.preserved.files', { count: filesAdded })] : []),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={4} data-testid="restore-preserved">
      <FactList
        facts={[
          {
            label: text('backup.preserved.added'),
            value: additions.length > 0 ? additions.join('; ') : text('backup.preserved.nothing'),
          },
          {
            label: text('backup.preserved.kept'),
            value: text('backup.preserved.kept-value', { rows: kept, files: filesKept }),
          },
        ]}
      />
      {conflicts.length > 0 && (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography variant="sigma" textColor="neutral600">
            {text('backup.preserved.conflicts')}
          </Typography>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingLeft={4}>
            {conflicts.map(({ code, what, count, examples }) => (
              <Typography
                key={`${code} ${what}`}
                tag="li"
                style={{ listStyle: 'disc', overflowWrap: 'anywhere' }}
              >
                {text(`backup.conflict.${code}`, { what, count })}
                {examples.length > 0 && ` — ${examples.join(', ')}`}
                {examples.length > 0 && examples.length < count && ', …'}
              </Typography>
            ))}
          </Flex>
        </Flex>
      )}
    </Flex>
  );
}
