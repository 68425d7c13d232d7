import { Checkbox, Flex, Grid, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { useId } from 'react';
import { useText } from '../../language/use-text';
import { useForm } from '../settings-form-context';
import type { PathsOf } from '../setting-values';

interface Props {
  path: PathsOf<boolean>;
  hint?: string;
  /** Said in place of the hint while it is off, where that is a risk. */
  whenOff?: string;
}

/** A setting that is on or off. */
export function SwitchSetting({ path, hint, whenOff }: Props) {
  const text = useText();
  const form = useForm();
  const hintId = useId();
  const isOn = form.get(path) === true;
  const isFixed = form.isFixed(path);
  const isRisky = !isOn && whenOff !== undefined;
  const said = [
    isRisky ? whenOff : hint,
    isFixed ? text('backup.settings.fixed') : undefined,
  ].filter((each) => each !== undefined);
  return (
    <Grid.Item col={12} direction="column" alignItems="flex-start">
      <Flex direction="column" alignItems="flex-start" gap={1} data-testid={`setting-${path}`}>
        <Checkbox
          checked={isOn}
          disabled={isFixed}
          aria-describedby={said.length > 0 ? hintId : undefined}
          onCheckedChange={(checked) => form.set(path, checked === true)}
        >
          {text(`backup.setting.${path}`)}{' '}
          {isFixed && <Lock aria-hidden fill="neutral500" width="1.2rem" height="1.2rem" />}
        </Checkbox>
        {said.length > 0 && (
          <Typography id={hintId} variant="pi" textColor={isRisky ? 'danger600' : 'neutral600'}>
            {said.join(' ')}
          </Typography>
        )}
      </Flex>
    </Grid.Item>
  );
}
