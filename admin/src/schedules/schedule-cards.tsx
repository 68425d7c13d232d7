import { Flex, Typography } from '@strapi/design-system';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { Card, CardList } from '../components/card-list';
import { FactList } from '../components/fact-list';
import { NameButton } from '../components/name-button';
import { useText } from '../language/use-text';
import { LastResults } from './last-results';
import { NextRun } from './next-run';
import { ScheduleMenu } from './schedule-menu';
import { ScheduleSwitch } from './schedule-switch';
import type { ScheduleRowsProps } from './schedules-table';
import { useTimingText } from './use-timing-text';

/** The schedules as cards, for screens on which a table has no room. */
export function ScheduleCards(props: ScheduleRowsProps) {
  const text = useText();
  return (
    <CardList label={text('backup.tab.schedules')}>
      {props.schedules.map((schedule) => (
        <ScheduleCard key={schedule.id} schedule={schedule} {...props} />
      ))}
    </CardList>
  );
}

function ScheduleCard({ schedule, results, ...props }: ScheduleRowsProps & { schedule: Schedule }) {
  const text = useText();
  const when = useTimingText();
  const made = results.get(schedule.id) ?? [];
  return (
    <Card testId={`schedule-row-${schedule.id}`}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={3}>
        <Flex direction="column" alignItems="flex-start" minWidth={0} flex="1">
          <NameButton name={schedule.name} onOpen={() => props.onEdit(schedule)} />
          <Typography variant="pi" textColor="neutral600">
            {text(`backup.type.${schedule.type}`)}
          </Typography>
        </Flex>
        <ScheduleMenu schedule={schedule} last={made[0]} {...props} />
      </Flex>
      <ScheduleSwitch schedule={schedule} actions={props.actions} />
      <FactList
        facts={[
          { label: text('backup.schedule.column.when'), value: when(schedule) },
          {
            label: text('backup.schedule.column.next'),
            value: <NextRun schedule={schedule} />,
          },
          {
            label: text('backup.schedule.column.results'),
            value: (
              <LastResults
                schedule={schedule}
                results={made}
                onOpen={(backup) => props.onOpenResult(backup, schedule)}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
