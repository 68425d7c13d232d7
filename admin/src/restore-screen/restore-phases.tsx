import { Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Clock, Play } from '@strapi/icons';
import { useFormats } from '../language/use-formats';
import { useStepText } from '../language/use-step-text';
import { useText } from '../language/use-text';
import type { Phase } from './phases-of';

/** The phases of a restore as a list: done, running now, still ahead, each with its time. */
export function RestorePhases({ phases }: { phases: Phase[] }) {
  const text = useText();
  const formats = useFormats();
  const stepText = useStepText();
  return (
    <Flex
      tag="ol"
      direction="column"
      alignItems="stretch"
      gap={3}
      aria-label={text('backup.screen.phases')}
    >
      {phases.map((phase) => (
        <Flex
          tag="li"
          key={phase.step}
          justifyContent="space-between"
          gap={4}
          aria-current={phase.state === 'now' ? 'step' : undefined}
        >
          <Flex gap={3}>
            <PhaseIcon state={phase.state} label={text(`backup.screen.phase.${phase.state}`)} />
            <Typography
              fontWeight={phase.state === 'now' ? 'bold' : 'regular'}
              textColor={phase.state === 'ahead' ? 'neutral600' : 'neutral800'}
            >
              {stepText('restore', phase.step)}
            </Typography>
          </Flex>
          <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
            {phase.elapsedMs === null
              ? ''
              : formats.duration(Math.round(phase.elapsedMs / 1000) * 1000)}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
}

function PhaseIcon({ state, label }: { state: Phase['state']; label: string }) {
  const props = { width: '1.6rem', height: '1.6rem', role: 'img', 'aria-label': label } as const;
  if (state === 'done') return <CheckCircle {...props} fill="success600" />;
  if (state === 'now') return <Play {...props} fill="primary600" />;
  return <Clock {...props} fill="neutral400" />;
}
