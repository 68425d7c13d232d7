import { Flex } from '@strapi/design-system';
import type { RestoreResult } from '../../../server/src/contracts/restores';
import { FactList } from '../components/fact-list';
import { WarningList } from '../components/warning-list';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { PreservedFacts } from './preserved-facts';

/** What a restore brought back. */
export function RestoreResultFacts({ result }: { result: RestoreResult }) {
  const text = useText();
  const formats = useFormats();
  const facts = [
    ...(result.tables > 0
      ? [
          {
            label: text('backup.component.database'),
            value: text('backup.fact.rows-value', { rows: result.rows, tables: result.tables }),
          },
        ]
      : []),
    ...(result.mediaFiles > 0
      ? [
          {
            label: text('backup.component.media'),
            value: text('backup.plan.media', {
              count: result.mediaFiles,
              size: formats.bytes(result.mediaBytes),
            }),
          },
        ]
      : []),
    ...(result.keptTables.length > 0
      ? [{ label: text('backup.plan.kept'), value: result.keptTables.join(', ') }]
      : []),
    ...(result.restartRequired
      ? [{ label: text('backup.result.restart'), value: text('backup.result.restart-value') }]
      : []),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <FactList facts={facts} />
      {result.preserved !== null && <PreservedFacts preserved={result.preserved} />}
      <WarningList warnings={result.warnings} />
    </Flex>
  );
}
