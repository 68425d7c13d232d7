import { Checkbox, Flex, Typography } from '@strapi/design-system';
import type { RestorePlan } from '../../../server/src/contracts/restores';
import { useText } from '../language/use-text';

interface Props {
  withoutHistory: boolean;
  onChange: (withoutHistory: boolean) => void;
}

/** Whether system-versioned tables come back with their present rows only. */
export function HistoryChoice({ withoutHistory, onChange }: Props) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} data-testid="without-history">
      <Checkbox
        checked={withoutHistory}
        onCheckedChange={(checked) => {
          onChange(checked === true);
        }}
      >
        {text('backup.history.leave-out')}
      </Checkbox>
      <Typography variant="pi" textColor="neutral600">
        {text('backup.history.hint')}
      </Typography>
    </Flex>
  );
}

/** Whether the plan has something to choose about, or somebody has chosen already. */
export function asksForHistory(plan: RestorePlan | undefined, chosen: boolean): boolean {
  return chosen || (plan?.checks.some(({ code }) => code === 'HISTORY') ?? false);
}
