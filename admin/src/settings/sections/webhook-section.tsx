import { useText } from '../../language/use-text';
import { SecretSetting } from '../fields/secret-setting';
import { TextSetting } from '../fields/text-setting';

/** Which program is told. */
export function WebhookSection() {
  const text = useText();
  return (
    <>
      <TextSetting
        path="webhook.url"
        hint={text('backup.setting.webhook.url.hint')}
        placeholder="https://example.com/hook"
        wide
      />
      <SecretSetting path="webhook.secret" hint={text('backup.setting.webhook.secret.hint')} />
    </>
  );
}
