import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

interface Props {
  /** 0 to 100. */
  percent: number;
  label: string;
  /** What a screen reader says instead of the bare number. */
  valueText: string;
  testId?: string;
}

/**
 * How far a job is. Strapi's own bar is made for dark ground, where it shows an upload, and does
 * not tell its value to screen readers.
 */
export function ProgressBar({ percent, label, valueText, testId }: Props) {
  return (
    <Track
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
      data-testid={testId}
    >
      <Bar style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
    </Track>
  );
}

const Track = styled(Box)`
  width: 100%;
  height: 0.8rem;
  overflow: hidden;
  border-radius: 0.4rem;
  background: ${({ theme }) => theme.colors.neutral200};
`;

const Bar = styled.div`
  height: 100%;
  border-radius: 0.4rem;
  background: ${({ theme }) => theme.colors.primary600};

  @media (prefers-reduced-motion: no-preference) {
    transition: width 0.4s linear;
  }
`;
