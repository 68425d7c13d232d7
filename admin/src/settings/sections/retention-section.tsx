import { Grid, Radio } from '@strapi/design-system';
import { retentionSchema } from '../../../../server/src/contracts/settings';
import { useText } from '../../language/use-text';
import { CleanupPreview } from '../cleanup-preview';
import { Explanation } from '../explanation';
import { NumberSetting } from '../fields/number-setting';
import { RetentionRules } from '../fields/retention-rules';
import { GroupTitle } from '../group-title';
import { useForm } from '../settings-form-context';

/** How long backups are kept, and their copies. */
export function RetentionSection() {
  const text = useText();
  const form = useForm();
  return (
    <>
      <Explanation>{text('backup.settings.retention.rules')}</Explanation>
      <RetentionRules path="retention" />
      <GroupTitle>{text('backup.settings.retention.safety')}</GroupTitle>
      <NumberSetting
        path="keepSafetyBackups"
        hint={text('backup.setting.keepSafetyBackups.hint')}
        required
      />
      <GroupTitle>{text('backup.settings.retention.copies')}</GroupTitle>
      {form.get('secondFolder') === null ? (
        <Explanation>{text('backup.settings.retention.no-copies')}</Explanation>
      ) : (
        <CopiesRetention />
      )}
      <CleanupPreview />
    </>
  );
}

function CopiesRetention() {
  const text = useText();
  const form = useForm();
  const hasOwn = form.get('secondRetention') !== null;
  return (
    <>
      <Grid.Item col={12} direction="column" alignItems="stretch">
        <Radio.Group
          aria-label={text('backup.setting.secondRetention')}
          value={hasOwn ? 'own' : 'same'}
          disabled={form.isFixed('secondRetention')}
          onValueChange={(chosen) =>
            form.set('secondRetention', chosen === 'own' ? retentionSchema.parse({}) : null)
          }
        >
          <Radio.Item value="same">{text('backup.settings.retention.copies-same')}</Radio.Item>
          <Radio.Item value="own">{text('backup.settings.retention.copies-own')}</Radio.Item>
        </Radio.Group>
      </Grid.Item>
      {hasOwn && <RetentionRules path="secondRetention" />}
    </>
  );
}
