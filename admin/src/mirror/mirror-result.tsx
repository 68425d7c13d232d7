import { Button, Flex, Typography } from '@strapi/design-system';
import type { MirrorAdopted } from '../../../server/src/contracts/mirror';
import { useText } from '../language/use-text';
import { MirrorFrame } from './mirror-frame';
import { useSettingNames } from './use-setting-names';

interface Props {
  adopted: MirrorAdopted;
  onClose: () => void;
}

/** What came back, what did not, and what is to be entered by hand. */
export function MirrorResult({ adopted, onClose }: Props) {
  const text = useText();
  const namesOf = useSettingNames();
  return (
    <MirrorFrame tone="success" title={text('backup.mirror.done')} testId="mirror-result">
      <Typography>
        {text('backup.mirror.counts', {
          schedules: adopted.schedules,
          settings: adopted.settings.length,
        })}
      </Typography>
      {adopted.leftOut.length > 0 && (
        <Typography style={{ overflowWrap: 'anywhere' }}>
          {text('backup.mirror.left-out', { names: namesOf(adopted.leftOut) })}
        </Typography>
      )}
      <Typography>{text('backup.mirror.secrets')}</Typography>
      <Flex>
        <Button variant="tertiary" onClick={onClose} data-testid="mirror-close">
          {text('backup.action.close')}
        </Button>
      </Flex>
    </MirrorFrame>
  );
}
