import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, WarningCircle } from '@strapi/icons';

type Level = 'green' | 'amber' | 'red';

export interface Check {
  code: string;
  level: Level;
  /** What was found. */
  message: string;
  /** What to do about it, where that is said apart. */
  remedy?: string | null;
}

interface Props {
  checks: readonly Check[];
  /** A level in words, for those who do not see its icon. */
  levelText: (level: Level) => string;
  /** Of a row; its level comes after it. */
  testId: string;
}

const LOOKS = {
  green: { icon: CheckCircle, tone: 'success' },
  amber: { icon: WarningCircle, tone: 'warning' },
  red: { icon: CrossCircle, tone: 'danger' },
} as const;

/** What was looked at before something is done, the worst first. */
export function CheckList({ checks, levelText, testId }: Props) {
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {worstFirst(checks).map((check, index) => (
        <Row key={`${check.code}-${index}`} check={check} levelText={levelText} testId={testId} />
      ))}
    </Flex>
  );
}

function Row({ check, levelText, testId }: Omit<Props, 'checks'> & { check: Check }) {
  const { icon: Icon, tone } = LOOKS[check.level];
  // What is good is read in passing; what is not has to stand out.
  const frame =
    check.level === 'green'
      ? { paddingLeft: 3 as const }
      : {
          padding: 3 as const,
          background: `${tone}100` as const,
          borderColor: `${tone}200` as const,
          hasRadius: true,
        };
  return (
    <Box tag="li" data-testid={`${testId}-${check.level}`} {...frame}>
      <Flex gap={3} alignItems="flex-start">
        <Icon
          role="img"
          aria-label={levelText(check.level)}
          fill={`${tone}600`}
          width="1.6rem"
          height="1.6rem"
          style={{ flexShrink: 0, marginTop: '0.2rem' }}
        />
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {check.message}
          </Typography>
          {check.remedy != null && (
            <Typography
              textColor="neutral800"
              fontWeight="bold"
              style={{ overflowWrap: 'anywhere' }}
            >
              {check.remedy}
            </Typography>
          )}
        </Flex>
      </Flex>
    </Box>
  );
}

/** Green when there is nothing else. */
export function worstLevel(checks: readonly Check[]): Level {
  return worstFirst(checks)[0]?.level ?? 'green';
}

const ORDER: Record<Level, number> = { red: 0, amber: 1, green: 2 };

function worstFirst(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}
