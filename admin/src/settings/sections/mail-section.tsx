import { noticeLanguageSchema } from '../../../../server/src/contracts/settings';
import { useFormats } from '../../language/use-formats';
import { useText } from '../../language/use-text';
import { ChoiceSetting } from '../fields/choice-setting';
import { ListSetting } from '../fields/list-setting';
import { NumberSetting } from '../fields/number-setting';
import { RadioSetting } from '../fields/radio-setting';
import { SecretSetting } from '../fields/secret-setting';
import { SwitchSetting } from '../fields/switch-setting';
import { TextSetting } from '../fields/text-setting';
import { GroupTitle } from '../group-title';
import { useForm } from '../settings-form-context';

/** Who is told by e-mail, of what, and through which server. */
export function MailSection() {
  const text = useText();
  const formats = useFormats();
  const form = useForm();
  const isOwn = form.get('mail.transport') === 'smtp';
  return (
    <>
      <ListSetting
        path="mail.recipients"
        hint={text('backup.setting.mail.recipients.hint')}
        placeholder="ops@example.com"
        separator={/[\n,;]/}
      />
      <SwitchSetting path="mail.onFailure" hint={text('backup.setting.mail.onFailure.hint')} />
      <SwitchSetting path="mail.onSuccess" />
      <ChoiceSetting
        path="mail.language"
        options={noticeLanguageSchema.options.map((code) => ({
          value: code,
          label: formats.language(code),
        }))}
      />
      <TextSetting
        path="mail.sender"
        required={isOwn}
        hint={text('backup.setting.mail.sender.hint')}
        placeholder={isOwn ? 'backup@example.com' : text('backup.mail.sender-of-strapi')}
      />
      <GroupTitle>{text('backup.mail.server')}</GroupTitle>
      <RadioSetting
        path="mail.transport"
        options={[
          { value: 'strapi', label: text('backup.mail.strapi') },
          { value: 'smtp', label: text('backup.mail.smtp') },
        ]}
      />
      {isOwn && <OwnServer />}
    </>
  );
}

function OwnServer() {
  const text = useText();
  return (
    <>
      <TextSetting path="mail.smtp.host" required placeholder="smtp.example.com" />
      <NumberSetting path="mail.smtp.port" required />
      <SwitchSetting path="mail.smtp.secure" hint={text('backup.setting.mail.smtp.secure.hint')} />
      <TextSetting path="mail.smtp.user" placeholder={text('backup.settings.none')} />
      <SecretSetting path="mail.smtp.password" />
    </>
  );
}
