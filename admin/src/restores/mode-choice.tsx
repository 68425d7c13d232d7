import { Flex, Radio, Typography } from '@strapi/design-system';
import type { RestoreMode } from '../../../server/src/contracts/restores';
import { useText } from '../language/use-text';

const MODES = ['replace', 'preserve'] as const satisfies RestoreMode[];

interface Props {
  value: RestoreMode;
  onChange: (value: RestoreMode) => void;
}

/** Whether the site becomes the backup, or gets what it lacks of it. */
export function ModeChoice({ value, onChange }: Props) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} data-testid="restore-mode">
      <Typography id="restore-mode" variant="pi" fontWeight="bold">
        {text('backup.mode.title')}
      </Typography>
      <Radio.Group
        aria-labelledby="restore-mode"
        value={value}
        onValueChange={(chosen: string) => {
          onChange(MODES.find((each) => each === chosen) ?? 'replace');
        }}
      >
        {MODES.map((mode) => (
          <Radio.Item key={mode} value={mode}>
            {text(`backup.mode.${mode}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
      {value === 'preserve' && (
        <Typography variant="pi" textColor="neutral600">
          {text('backup.mode.preserve-hint')}
        </Typography>
      )}
    </Flex>
  );
}
