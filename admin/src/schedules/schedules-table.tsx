import {
  Box,
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import type { Backup } from '../../../server/src/contracts/backups';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { NameButton } from '../components/name-button';
import { useText } from '../language/use-text';
import { LastResults } from './last-results';
import { NextRun } from './next-run';
import { ScheduleMenu } from './schedule-menu';
import { ScheduleSwitch } from './schedule-switch';
import type { ScheduleActions } from './use-schedule-actions';
import { useTimingText } from './use-timing-text';

export interface ScheduleRowsProps {
  schedules: Schedule[];
  /** What they have made, newest first. */
  results: ReadonlyMap<string, Backup[]>;
  actions: ScheduleActions;
  onEdit: (schedule: Schedule) => void;
  onDelete: (schedule: Schedule) => void;
  onOpenResult: (backup: Backup, schedule: Schedule) => void;
}

const COLUMNS = ['enabled', 'name', 'when', 'next', 'results'] as const;

/** The schedules as a table. Narrow screens get cards instead. */
export function SchedulesTable(props: ScheduleRowsProps) {
  const text = useText();
  return (
    <Table
      colCount={COLUMNS.length + 1}
      rowCount={props.schedules.length + 1}
      aria-label={text('backup.tab.schedules')}
    >
      <Thead>
        <Tr>
          {COLUMNS.map((column) => (
            <Th key={column}>
              <Typography variant="sigma" textColor="neutral600">
                {text(`backup.schedule.column.${column}`)}
              </Typography>
            </Th>
          ))}
          <Th>
            <VisuallyHidden>{text('backup.column.actions')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {props.schedules.map((schedule) => (
          <Row key={schedule.id} schedule={schedule} {...props} />
        ))}
      </Tbody>
    </Table>
  );
}

function Row({ schedule, results, ...props }: ScheduleRowsProps & { schedule: Schedule }) {
  const text = useText();
  const when = useTimingText();
  const made = results.get(schedule.id) ?? [];
  return (
    <Tr data-testid={`schedule-row-${schedule.id}`}>
      <Td>
        <ScheduleSwitch schedule={schedule} actions={props.actions} />
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="22rem">
          <NameButton name={schedule.name} onOpen={() => props.onEdit(schedule)} />
          <Typography variant="pi" textColor="neutral600">
            {text(`backup.type.${schedule.type}`)}
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Box minWidth="14rem" maxWidth="26rem">
          <Typography textColor="neutral800" style={{ whiteSpace: 'normal' }}>
            {when(schedule)}
          </Typography>
        </Box>
      </Td>
      <Td>
        <Box maxWidth="20rem">
          <NextRun schedule={schedule} />
        </Box>
      </Td>
      <Td>
        <LastResults
          schedule={schedule}
          results={made}
          onOpen={(backup) => props.onOpenResult(backup, schedule)}
        />
      </Td>
      <Td>
        <Flex justifyContent="flex-end">
          <ScheduleMenu schedule={schedule} last={made[0]} {...props} />
        </Flex>
      </Td>
    </Tr>
  );
}
