import { Flex, Radio, Typography } from '@strapi/design-system';
import type { CreateRestore, RestorePlan } from '../../../server/src/contracts/restores';
import { useText } from '../language/use-text';

export type ForbiddenObjects = NonNullable<CreateRestore['forbiddenObjects']>;

const CHOICES = ['refuse', 'replace-definer', 'leave-out'] as const satisfies ForbiddenObjects[];

interface Props {
  value: ForbiddenObjects;
  onChange: (value: ForbiddenObjects) => void;
}

/** What to do with views, triggers and routines that the site's database account may not make. */
export function ForbiddenObjectsChoice({ value, onChange }: Props) {
  const text = useText();
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} data-testid="forbidden-objects">
      <Typography id="forbidden-objects" variant="pi" fontWeight="bold">
        {text('backup.objects.title')}
      </Typography>
      <Radio.Group
        aria-labelledby="forbidden-objects"
        value={value}
        onValueChange={(chosen: string) => {
          onChange(CHOICES.find((each) => each === chosen) ?? 'refuse');
        }}
      >
        {CHOICES.map((choice) => (
          <Radio.Item key={choice} value={choice}>
            {text(`backup.objects.${choice}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Flex>
  );
}

/** Whether the plan has something to choose about, or somebody has chosen already. */
export function asksForObjects(plan: RestorePlan | undefined, chosen: ForbiddenObjects): boolean {
  return (
    chosen !== 'refuse' || (plan?.checks.some(({ code }) => code.startsWith('OBJECT_')) ?? false)
  );
}
