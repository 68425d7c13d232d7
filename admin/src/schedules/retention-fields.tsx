import { Field, Flex, Grid, Radio, Typography } from '@strapi/design-system';
import { useText } from '../language/use-text';
import { AmountInput } from '../settings/fields/amount-input';
import { SIZES } from '../settings/fields/units';
import type { EditorPartProps } from './editor-props';
import { NumberField } from './number-field';

/** What is counted, and in what. */
const RULES = ['keepLast', 'maxAgeDays', 'daily', 'weekly', 'monthly', 'yearly'] as const;

/** How long backups are kept: as the settings say, or by rules of their own. */
export function RetentionFields(props: EditorPartProps) {
  const text = useText();
  const { form, change } = props;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Radio.Group
        aria-labelledby="schedule-retention"
        value={form.ownRetention ? 'own' : 'settings'}
        onValueChange={(value) => change({ ownRetention: value === 'own' })}
      >
        <Radio.Item value="settings">{text('backup.schedule.retention.settings')}</Radio.Item>
        <Radio.Item value="own" data-testid="schedule-own-retention">
          {text('backup.schedule.retention.own')}
        </Radio.Item>
      </Radio.Group>
      {form.ownRetention && (
        <>
          <Typography variant="pi" textColor="neutral600">
            {text('backup.schedule.retention.hint')}
          </Typography>
          <Rules {...props} />
        </>
      )}
    </Flex>
  );
}

function Rules({ form, change, errorOf }: EditorPartProps) {
  const text = useText();
  const { retention } = form;
  return (
    <Grid.Root gap={4}>
      {RULES.map((rule) => (
        <Grid.Item key={rule} col={4} s={6} xs={12} direction="column" alignItems="stretch">
          <NumberField
            label={text(`backup.rule.${rule}`)}
            hint={text(`backup.rule.${rule}.unit`)}
            placeholder={text('backup.rule.none')}
            value={retention[rule]}
            onChange={(value) => change({ retention: { ...retention, [rule]: value } })}
            error={errorOf(`retention.${rule}`)}
            testId={`schedule-retention-${rule}`}
          />
        </Grid.Item>
      ))}
      <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch">
        <Field.Root
          hint={text('backup.rule.maxTotalSize.hint')}
          error={errorOf('retention.maxTotalSize')}
        >
          <Field.Label>{text('backup.rule.maxTotalSize')}</Field.Label>
          <AmountInput
            value={retention.maxTotalSize}
            units={SIZES}
            placeholder={text('backup.settings.no-limit')}
            disabled={false}
            onChange={(maxTotalSize) => change({ retention: { ...retention, maxTotalSize } })}
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
    </Grid.Root>
  );
}
