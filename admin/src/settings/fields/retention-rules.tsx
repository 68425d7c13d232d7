import { Field, Grid } from '@strapi/design-system';
import { retentionSchema, type Retention } from '../../../../server/src/contracts/settings';
import { useFormats } from '../../language/use-formats';
import { useText } from '../../language/use-text';
import { useForm } from '../settings-form-context';
import { AmountInput } from './amount-input';
import { NumberBox } from './number-box';
import { SIZES } from './units';

/** What is counted, and in what. */
const RULES = ['keepLast', 'maxAgeDays', 'daily', 'weekly', 'monthly', 'yearly'] as const;

const NO_RULES = retentionSchema.parse({});

/** A policy, rule by rule: each reads as a sentence with the input in its middle. */
export function RetentionRules({ path }: { path: 'retention' | 'secondRetention' }) {
  const text = useText();
  const formats = useFormats();
  const form = useForm();
  const isFixed = form.isFixed(path);
  const policy = form.get(path) ?? NO_RULES;
  const change = (changes: Partial<Retention>) => form.set(path, { ...policy, ...changes });
  const errorOf = (rule: keyof Retention, bound?: (limit: number) => string) =>
    form.problem(`${path}.${rule}`, bound) ?? false;

  return (
    <>
      {RULES.map((rule) => (
        <Grid.Item key={rule} col={4} s={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root
            name={`${path}.${rule}`}
            hint={text(`backup.rule.${rule}.unit`)}
            error={errorOf(rule)}
            onBlur={() => form.visit(`${path}.${rule}`)}
            data-testid={`setting-${path}.${rule}`}
          >
            <Field.Label>{text(`backup.rule.${rule}`)}</Field.Label>
            <NumberBox
              value={policy[rule]}
              placeholder={text('backup.rule.none')}
              disabled={isFixed}
              onChange={(count) => change({ [rule]: count })}
            />
            <Field.Error />
            <Field.Hint />
          </Field.Root>
        </Grid.Item>
      ))}
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <Field.Root
          name={`${path}.maxTotalSize`}
          hint={text('backup.rule.maxTotalSize.hint')}
          error={errorOf('maxTotalSize', formats.bytes)}
          onBlur={() => form.visit(`${path}.maxTotalSize`)}
          data-testid={`setting-${path}.maxTotalSize`}
        >
          <Field.Label>{text('backup.rule.maxTotalSize')}</Field.Label>
          <AmountInput
            value={policy.maxTotalSize}
            units={SIZES}
            placeholder={text('backup.settings.no-limit')}
            disabled={isFixed}
            onChange={(maxTotalSize) => change({ maxTotalSize })}
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
    </>
  );
}
