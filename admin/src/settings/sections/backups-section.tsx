import { levelKey, LEVELS } from '../../backups/levels';
import { useText } from '../../language/use-text';
import { AmountSetting } from '../fields/amount-setting';
import { ChoiceSetting } from '../fields/choice-setting';
import { ListSetting } from '../fields/list-setting';
import { SwitchSetting } from '../fields/switch-setting';
import { MINUTES } from '../fields/units';
import { useForm } from '../settings-form-context';

const COMPRESSIONS = ['gzip', 'none'] as const;

/** What goes into a backup, and how it is made. */
export function BackupsSection() {
  const text = useText();
  const form = useForm();
  return (
    <>
      <ChoiceSetting
        path="compression"
        options={COMPRESSIONS.map((value) => ({
          value,
          label: text(`backup.compression.${value}`),
        }))}
      />
      {form.get('compression') !== 'none' && (
        <ChoiceSetting
          path="compressionLevel"
          options={LEVELS.map((level) => ({
            value: level,
            label: text(levelKey(level), { level }),
          }))}
        />
      )}
      <SwitchSetting
        path="verifyAfterBackup"
        hint={text('backup.setting.verifyAfterBackup.hint')}
        whenOff={text('backup.setting.verifyAfterBackup.off')}
      />
      <SwitchSetting path="excludeLogs" hint={text('backup.create.exclude-logs-hint')} />
      <ListSetting
        path="excludePaths"
        hint={text('backup.setting.excludePaths.hint')}
        placeholder={'cache/*\n*.tmp'}
        separator={/\n/}
      />
      <AmountSetting
        path="retryAfterMinutes"
        units={MINUTES}
        hint={text('backup.setting.retryAfterMinutes.hint')}
        required
      />
    </>
  );
}
