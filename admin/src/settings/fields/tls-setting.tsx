import {
  Checkbox,
  Field,
  Grid,
  SingleSelect,
  SingleSelectOption,
  Textarea,
} from '@strapi/design-system';
import type { Settings } from '../../../../server/src/contracts/settings';
import { useText } from '../../language/use-text';
import { useForm } from '../settings-form-context';
import { SettingField } from './setting-field';

type Tls = Settings['database']['tls'];

/** null, false, true, and an object of its own. */
const WAYS = ['as-strapi', 'off', 'on', 'own'] as const;
type Way = (typeof WAYS)[number];

/** Whether the connection is encrypted, and whose certificates are good. */
export function TlsSetting() {
  const text = useText();
  const form = useForm();
  const tls = form.get('database.tls');
  const way = wayOf(tls);
  const isFixed = form.isFixed('database.tls');
  return (
    <>
      <SettingField path="database.tls">
        <SingleSelect
          value={way}
          disabled={isFixed}
          onChange={(chosen) =>
            form.set('database.tls', tlsOf(WAYS.find((each) => each === chosen) ?? way))
          }
        >
          {WAYS.map((each) => (
            <SingleSelectOption key={each} value={each}>
              {text(`backup.tls.${each}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </SettingField>
      {typeof tls === 'object' && tls !== null && <OwnTls tls={tls} isFixed={isFixed} />}
    </>
  );
}

interface OwnTlsProps {
  tls: Exclude<Tls, boolean | null>;
  isFixed: boolean;
}

function OwnTls({ tls, isFixed }: OwnTlsProps) {
  const text = useText();
  const form = useForm();
  return (
    <Grid.Item col={12} direction="column" alignItems="stretch" gap={4}>
      <Field.Root name="database.tls.ca" hint={text('backup.tls.ca-hint')}>
        <Field.Label>{text('backup.tls.ca')}</Field.Label>
        <Textarea
          value={tls.ca ?? ''}
          placeholder="-----BEGIN CERTIFICATE-----"
          disabled={isFixed}
          spellCheck={false}
          onChange={({ target: { value } }) => {
            const { ca: _before, ...others } = tls;
            form.set('database.tls', value === '' ? others : { ...others, ca: value });
          }}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Checkbox
        checked={tls.rejectUnauthorized ?? true}
        disabled={isFixed}
        onCheckedChange={(checked) =>
          form.set('database.tls', { ...tls, rejectUnauthorized: checked === true })
        }
      >
        {text('backup.tls.reject')}
      </Checkbox>
    </Grid.Item>
  );
}

function wayOf(tls: Tls): Way {
  if (tls === null) return 'as-strapi';
  if (typeof tls === 'object') return 'own';
  return tls ? 'on' : 'off';
}

function tlsOf(way: Way): Tls {
  switch (way) {
    case 'as-strapi':
      return null;
    case 'off':
      return false;
    case 'on':
      return true;
    case 'own':
      return { rejectUnauthorized: true };
  }
}
