import { useText } from '../../language/use-text';
import { AmountSetting } from '../fields/amount-setting';
import { TextSetting } from '../fields/text-setting';
import { SIZES } from '../fields/units';

/** Where archives are, and how much room they may take. */
export function FolderSection() {
  const text = useText();
  return (
    <>
      <TextSetting path="folder" hint={text('backup.setting.folder.hint')} required />
      <TextSetting
        path="secondFolder"
        hint={text('backup.setting.secondFolder.hint')}
        placeholder={text('backup.settings.none')}
      />
      <AmountSetting
        path="minFreeDisk"
        units={SIZES}
        hint={text('backup.setting.minFreeDisk.hint')}
        required
      />
      <AmountSetting
        path="maxTotalSize"
        units={SIZES}
        hint={text('backup.setting.maxTotalSize.hint')}
        placeholder={text('backup.settings.no-limit')}
      />
      <AmountSetting
        path="maxUploadSize"
        units={SIZES}
        hint={text('backup.setting.maxUploadSize.hint')}
        required
      />
    </>
  );
}
