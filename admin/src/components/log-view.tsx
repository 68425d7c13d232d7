import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { useEffect, useRef } from 'react';
import { styled } from 'styled-components';
import type { LogLine } from '../../../server/src/contracts/backups';
import { readFailure } from '../api/failure';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { FailureBox } from './failure-box';

interface Props {
  lines: LogLine[] | undefined;
  error: unknown;
  /** The job still writes: keep the newest line in view unless the reader has scrolled up. */
  following: boolean;
}

/** How far from its end the log still counts as scrolled to the end, in pixels. */
const AT_END = 40;

/** The log of a job. */
export function LogView({ lines, error, following }: Props) {
  const text = useText();
  const formats = useFormats();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  useEffect(() => {
    if (following && atEnd.current && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [following, lines]);

  if (lines === undefined) {
    return error === undefined ? (
      <Flex justifyContent="center" padding={6}>
        <Loader small>{text('backup.loading')}</Loader>
      </Flex>
    ) : (
      <FailureBox failure={readFailure(error)} />
    );
  }
  if (lines.length === 0) {
    return <Typography textColor="neutral600">{text('backup.log.empty')}</Typography>;
  }

  return (
    <Lines
      ref={box}
      role="log"
      tabIndex={0}
      aria-label={text('backup.log.label')}
      aria-live={following ? 'polite' : 'off'}
      onScroll={(event: React.UIEvent<HTMLDivElement>) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END;
      }}
    >
      {lines.map((line, index) => (
        <Line key={index} $level={line.level}>
          <time dateTime={line.time}>{formats.timeOfDay(line.time)}</time>
          <span>{line.step ?? ''}</span>
          <span>
            {line.level === 'info' ? '' : `${text(`backup.log.${line.level}`)}: `}
            {line.text}
          </span>
        </Line>
      ))}
    </Lines>
  );
}

const Lines = styled(Box)`
  max-height: 40rem;
  overflow: auto;
  padding: ${({ theme }) => theme.spaces[3]};
  background: ${({ theme }) => theme.colors.neutral100};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: 1.2rem;
  line-height: 1.6;
`;

const Line = styled.div<{ $level: LogLine['level'] }>`
  padding-bottom: ${({ theme }) => theme.spaces[1]};
  overflow-wrap: anywhere;
  color: ${({ theme, $level }) =>
    $level === 'error'
      ? theme.colors.danger700
      : $level === 'warn'
        ? theme.colors.warning700
        : theme.colors.neutral800};

  > :nth-child(-n + 2) {
    margin-inline-end: ${({ theme }) => theme.spaces[3]};
    color: ${({ theme }) => theme.colors.neutral600};
    white-space: nowrap;
  }

  > :last-child {
    display: block;
  }

  ${({ theme }) => theme.breakpoints.medium} {
    display: grid;
    grid-template-columns: auto minmax(0, max-content) minmax(0, 1fr);
    padding-bottom: 0;
  }
`;
