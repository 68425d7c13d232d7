import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import type {
  MediaChanges,
  RestoreComponent,
  RestoreMode,
  RestorePlan,
} from '../../../server/src/contracts/restores';
import { readFailure } from '../api/failure';
import { CheckList, worstLevel } from '../components/check-list';
import { FailureBox } from '../components/failure-box';
import { FactList } from '../components/fact-list';
import { useFormats } from '../language/use-formats';
import { useText, type Text } from '../language/use-text';
import { ChangedTables } from './changed-tables';

interface Props {
  components: RestoreComponent[];
  mode: RestoreMode;
  plan: RestorePlan | undefined;
  error: unknown;
  onRetry: () => void;
}

/** What a restore is going to do, and whether it can: counts and checks. */
export function RestorePlanView({ components, mode, plan, error, onRetry }: Props) {
  const text = useText();
  if (plan === undefined) {
    return error === undefined ? (
      <Flex gap={3} padding={4} role="status">
        <Loader small>{text('backup.plan.checking')}</Loader>
        <Typography textColor="neutral600">{text('backup.plan.checking')}</Typography>
      </Flex>
    ) : (
      <FailureBox
        failure={readFailure(error)}
        action={
          <Button size="S" variant="tertiary" onClick={onRetry}>
            {text('backup.action.retry')}
          </Button>
        }
      />
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4} data-testid="restore-plan">
      <PlanFacts plan={plan} components={components} mode={mode} />
      <ChangedTables changes={plan.tableChanges ?? []} />
      <CheckList
        checks={plan.checks}
        levelText={(level) => text(`backup.check.${level}`)}
        testId="restore-check"
      />
      <Typography fontWeight="bold" role="status">
        {text(`backup.plan.${worstLevel(plan.checks)}`)}
      </Typography>
    </Flex>
  );
}

function PlanFacts({
  plan,
  components,
  mode,
}: Pick<Props, 'components' | 'mode'> & { plan: RestorePlan }) {
  const text = useText();
  const formats = useFormats();
  const facts = [
    ...(components.includes('database')
      ? [
          {
            label: text('backup.component.database'),
            value: text('backup.fact.rows-value', { rows: plan.rows, tables: plan.tables }),
          },
        ]
      : []),
    ...(components.includes('media')
      ? [
          {
            label: text('backup.component.media'),
            value: [
              text('backup.plan.media', {
                count: plan.mediaFiles,
                size: formats.bytes(plan.mediaBytes),
              }),
              ...(plan.mediaChanges === null ? [] : [mediaChanges(text, plan.mediaChanges, mode)]),
            ].join('; '),
          },
        ]
      : []),
    ...(plan.keptTables.length > 0
      ? [{ label: text('backup.plan.kept'), value: plan.keptTables.join(', ') }]
      : []),
    {
      label: text('backup.plan.disk'),
      value: text('backup.plan.disk-value', {
        needed: formats.bytes(plan.diskNeeded),
        free: formats.bytes(plan.diskFree),
      }),
    },
    ...(plan.expectedMs === null
      ? []
      : [{ label: text('backup.plan.expected'), value: formats.duration(plan.expectedMs) }]),
  ];
  return <FactList facts={facts} />;
}

function mediaChanges(text: Text, changes: MediaChanges, mode: RestoreMode): string {
  if (mode === 'preserve') return text('backup.mode.preserve-media', { ...changes });
  const none = changes.added + changes.removed + changes.replaced === 0;
  return none ? text('backup.plan.media-same') : text('backup.plan.media-changes', { ...changes });
}
