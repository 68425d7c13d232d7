import { useText } from '../../language/use-text';
import { Explanation } from '../explanation';
import { ChoiceSetting } from '../fields/choice-setting';
import { NumberSetting } from '../fields/number-setting';
import { RadioSetting } from '../fields/radio-setting';
import { SecretSetting } from '../fields/secret-setting';
import { TextSetting } from '../fields/text-setting';
import { TlsSetting } from '../fields/tls-setting';
import { GroupTitle } from '../group-title';
import { useForm } from '../settings-form-context';

/** How backups reach the database, and with what they read it. Of SQLite there is only a file. */
export function DatabaseSection() {
  const text = useText();
  const form = useForm();
  if (form.database === 'sqlite') {
    return <Explanation>{text('backup.settings.database.sqlite')}</Explanation>;
  }
  return (
    <>
      <RadioSetting
        path="database.useStrapiConnection"
        options={[
          { value: true, label: text('backup.database.strapi') },
          { value: false, label: text('backup.database.own') },
        ]}
      />
      {form.get('database.useStrapiConnection') === false && <OwnConnection />}
      <GroupTitle>{text('backup.database.reading')}</GroupTitle>
      <ChoiceSetting
        path="database.dumpTool"
        hint={text('backup.setting.database.dumpTool.hint')}
        options={(['auto', 'built-in', 'mysqldump'] as const).map((value) => ({
          value,
          label:
            value === 'mysqldump' && form.database === 'mariadb'
              ? text('backup.dump-tool.mariadb-dump')
              : text(`backup.dump-tool.${value}`),
        }))}
      />
      {form.get('database.dumpToolFolder') !== null && (
        <TextSetting path="database.dumpToolFolder" />
      )}
      <ChoiceSetting
        path="database.unreadable"
        hint={text('backup.setting.database.unreadable.hint')}
        options={(['refuse', 'leave-out'] as const).map((value) => ({
          value,
          label: text(`backup.unreadable.${value}`),
        }))}
      />
      <NumberSetting
        path="database.connections"
        hint={text('backup.setting.database.connections.hint')}
        required
      />
    </>
  );
}

/** What is left out is as in Strapi's own connection. */
function OwnConnection() {
  const text = useText();
  const asStrapi = text('backup.database.as-strapi');
  return (
    <>
      <Explanation>{text('backup.database.own-hint')}</Explanation>
      <TextSetting path="database.host" placeholder={asStrapi} />
      <NumberSetting path="database.port" placeholder={asStrapi} />
      <TextSetting
        path="database.socketPath"
        placeholder={asStrapi}
        hint={text('backup.setting.database.socketPath.hint')}
      />
      <TextSetting path="database.database" placeholder={asStrapi} />
      <TextSetting path="database.user" placeholder={asStrapi} />
      <SecretSetting
        path="database.password"
        hint={text('backup.setting.database.password.hint')}
      />
      <TlsSetting />
    </>
  );
}
