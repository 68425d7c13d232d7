import { Button, Field, Flex } from '@strapi/design-system';
import { CheckCircle, Trash, WarningCircle } from '@strapi/icons';
import { useState } from 'react';
import type { SecretPath } from '../../../../server/src/contracts/setting-paths';
import { IconBadge } from '../../components/icon-badge';
import { useText } from '../../language/use-text';
import { useForm } from '../settings-form-context';
import { SettingField } from './setting-field';

/** A password: one that is stored is never shown, only that it is; another can be entered, or it is forgotten. */
export function SecretSetting({ path, hint }: { path: SecretPath; hint?: string }) {
  const text = useText();
  const form = useForm();
  const [isReplacing, setIsReplacing] = useState(false);
  const { isSet, isReadable } = form.secret(path);
  const entered = form.entered(path);
  const isFixed = form.isFixed(path);
  const isForgotten = isSet && entered === null;

  return (
    <SettingField path={path} hint={hintOf()}>
      {!isFixed && (!isSet || isReplacing) ? (
        <Flex gap={2} alignItems="stretch">
          <Flex flex="1 1 auto" minWidth={0} direction="column" alignItems="stretch">
            <Field.Input
              type="password"
              autoComplete="new-password"
              value={entered ?? ''}
              placeholder={isSet ? undefined : text('backup.secret.not-set')}
              disabled={!form.canStoreSecrets}
              onChange={({ target: { value } }) => form.set(path, value === '' ? undefined : value)}
            />
          </Flex>
          {isSet && (
            <Button
              variant="tertiary"
              size="L"
              onClick={() => {
                setIsReplacing(false);
                form.set(path, undefined);
              }}
            >
              {text('backup.secret.keep')}
            </Button>
          )}
        </Flex>
      ) : (
        <Flex gap={2} wrap="wrap" minHeight="4rem" data-testid={`secret-${path}`}>
          <State isForgotten={isForgotten} isSet={isSet} isReadable={isReadable} />
          {!isFixed && isForgotten && (
            <Button variant="tertiary" size="S" onClick={() => form.set(path, undefined)}>
              {text('backup.secret.keep')}
            </Button>
          )}
          {!isFixed && !isForgotten && (
            <>
              <Button
                variant="tertiary"
                size="S"
                disabled={!form.canStoreSecrets}
                onClick={() => setIsReplacing(true)}
              >
                {text('backup.secret.replace')}
              </Button>
              <Button variant="danger-light" size="S" onClick={() => form.set(path, null)}>
                {text('backup.secret.forget')}
              </Button>
            </>
          )}
        </Flex>
      )}
    </SettingField>
  );

  function hintOf(): string | undefined {
    if (!form.canStoreSecrets) return text('backup.secret.no-key');
    return isSet && !isReadable ? text('backup.secret.unreadable-hint') : hint;
  }
}

interface StateProps {
  isForgotten: boolean;
  isSet: boolean;
  isReadable: boolean;
}

function State({ isForgotten, isSet, isReadable }: StateProps) {
  const text = useText();
  if (isForgotten) {
    return <IconBadge tone="warning" icon={Trash} label={text('backup.secret.forgotten')} />;
  }
  if (!isSet) {
    return <IconBadge tone="neutral" icon={WarningCircle} label={text('backup.secret.not-set')} />;
  }
  return isReadable ? (
    <IconBadge tone="success" icon={CheckCircle} label={text('backup.secret.set')} />
  ) : (
    <IconBadge tone="danger" icon={WarningCircle} label={text('backup.secret.unreadable')} />
  );
}
