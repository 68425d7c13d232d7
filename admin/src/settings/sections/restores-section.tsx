import { useText } from '../../language/use-text';
import { AmountSetting } from '../fields/amount-setting';
import { SwitchSetting } from '../fields/switch-setting';
import { HOURS } from '../fields/units';

/** What a restore does besides restoring. */
export function RestoresSection() {
  const text = useText();
  return (
    <>
      <SwitchSetting
        path="safetyBackup"
        hint={text('backup.setting.safetyBackup.hint')}
        whenOff={text('backup.setting.safetyBackup.off')}
      />
      <SwitchSetting path="keepAccount" hint={text('backup.setting.keepAccount.hint')} />
      <SwitchSetting
        path="restartAfterRestore"
        hint={text('backup.setting.restartAfterRestore.hint')}
      />
      <AmountSetting
        path="keepReplacedHours"
        units={HOURS}
        hint={text('backup.setting.keepReplacedHours.hint')}
        required
      />
    </>
  );
}
