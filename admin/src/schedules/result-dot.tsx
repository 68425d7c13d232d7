import { Tooltip } from '@strapi/design-system';
import { CheckCircle, Clock, CrossCircle, MinusCircle, WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';
import type { Backup } from '../../../server/src/contracts/backups';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';

interface Props {
  backup: Backup;
  onOpen: () => void;
}

/** One run as a dot that opens its backup; sign, colour and name all say how it ended. */
export function ResultDot({ backup, onOpen }: Props) {
  const text = useText();
  const formats = useFormats();
  const { icon: Icon, fill, status } = looksOf(backup);
  const label = text('backup.schedule.result', {
    status: text(status),
    time: formats.dateTime(backup.createdAt),
  });
  return (
    <Tooltip label={label}>
      <Dot
        type="button"
        aria-label={label}
        onClick={onOpen}
        data-testid={`schedule-result-${backup.id}`}
      >
        <Icon aria-hidden fill={fill} width="1.6rem" height="1.6rem" />
      </Dot>
    </Tooltip>
  );
}

function looksOf(backup: Backup) {
  switch (backup.status) {
    case 'completed':
      if (backup.verification === 'corrupt') {
        return {
          icon: CrossCircle,
          fill: 'danger600',
          status: 'backup.verification.corrupt',
        } as const;
      }
      return backup.warnings.length === 0
        ? ({ icon: CheckCircle, fill: 'success600', status: 'backup.status.completed' } as const)
        : ({ icon: WarningCircle, fill: 'warning600', status: 'backup.status.warned' } as const);
    case 'failed':
      return { icon: CrossCircle, fill: 'danger600', status: 'backup.status.failed' } as const;
    case 'cancelled':
      return { icon: MinusCircle, fill: 'neutral500', status: 'backup.status.cancelled' } as const;
    case 'running':
      return { icon: Clock, fill: 'primary600', status: 'backup.status.running' } as const;
    case 'pending':
      return { icon: Clock, fill: 'neutral500', status: 'backup.status.pending' } as const;
  }
}

/** The design system's icon button paints every icon grey. */
const Dot = styled.button`
  display: inline-flex;
  padding: 0.4rem;
  border: 0;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  cursor: pointer;

  &:hover {
    background: ${({ theme }) => theme.colors.neutral150};
  }
`;
