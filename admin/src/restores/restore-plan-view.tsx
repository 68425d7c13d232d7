import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, WarningCircle } from '@strapi/icons';
import type {
  MediaChanges,
  PlanCheck,
  RestoreComponent,
  RestoreMode,
  RestorePlan,
} from '../../../server/src/contracts/restores';
import { readFailure } from '../api/failure';
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
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {worstFirst(plan.checks).map((check, index) => (
          <Check key={`${check.code}-${index}`} check={check} />
        ))}
      </Flex>
      <Typography fontWeight="bold" role="status">
        {text(`backup.plan.${worst(plan.checks)}`)}
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

const LOOKS = {
  green: { icon: CheckCircle, tone: 'success' },
  amber: { icon: WarningCircle, tone: 'warning' },
  red: { icon: CrossCircle, tone: 'danger' },
} as const;

function Check({ check }: { check: PlanCheck }) {
  const text = useText();
  const { icon: Icon, tone } = LOOKS[check.level];
  // What is good is read in passing; what is not has to stand out.
  const frame =
    check.level === 'green'
      ? { paddingLeft: 3 as const }
      : {
          padding: 3 as const,
          background: `${tone}100` as const,
          borderColor: `${tone}200` as const,
          hasRadius: true,
        };
  return (
    <Box tag="li" data-testid={`restore-check-${check.level}`} {...frame}>
      <Flex gap={3} alignItems="flex-start">
        <Icon
          role="img"
          aria-label={text(`backup.check.${check.level}`)}
          fill={`${tone}600`}
          width="1.6rem"
          height="1.6rem"
          style={{ flexShrink: 0, marginTop: '0.2rem' }}
        />
        <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {check.message}
        </Typography>
      </Flex>
    </Box>
  );
}

function worst(checks: readonly PlanCheck[]): PlanCheck['level'] {
  if (checks.some((check) => check.level === 'red')) return 'red';
  return checks.some((check) => check.level === 'amber') ? 'amber' : 'green';
}

const ORDER: Record<PlanCheck['level'], number> = { red: 0, amber: 1, green: 2 };

function worstFirst(checks: readonly PlanCheck[]): PlanCheck[] {
  return [...checks].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}
