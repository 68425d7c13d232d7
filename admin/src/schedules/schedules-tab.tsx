import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useIsDesktop } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { readFailure } from '../api/failure';
import { useListSchedulesQuery } from '../api/schedules';
import { useRefresh } from '../backup-page/use-refresh';
import { BackupDetails } from '../backups/backup-details';
import { DismissibleFailure } from '../components/dismissible-failure';
import { EmptyList } from '../components/empty-list';
import { FailureBox } from '../components/failure-box';
import { useListAddress } from '../components/use-list-address';
import { useReturnFocus } from '../components/use-return-focus';
import { useText } from '../language/use-text';
import { DeleteScheduleDialog } from './delete-schedule-dialog';
import { ScheduleCards } from './schedule-cards';
import { ScheduleEditor } from './schedule-editor';
import { scheduleMenuId } from './schedule-menu';
import { SchedulesSkeleton } from './schedules-skeleton';
import { SchedulesTable } from './schedules-table';
import { useScheduleActions } from './use-schedule-actions';
import { useScheduleResults } from './use-schedule-results';

/** In the address instead of the id of a schedule. */
const NEW = 'new';
const CREATE_BUTTON = 'schedule-create';

interface Props {
  job: CurrentJob | null;
  refreshMs: number;
}

/** The backups that are made by themselves: when, how, and how they went. */
export function SchedulesTab({ job, refreshMs }: Props) {
  const text = useText();
  const address = useListAddress();
  const desktop = useIsDesktop();
  const actions = useScheduleActions();
  const [doomed, setDoomed] = useState<Schedule | null>(null);
  const [looksAt, setLooksAt] = useState<string | null>(null);
  const { data: schedules, error, isFetching, refetch } = useListSchedulesQuery(undefined);
  useRefresh(refetch, refreshMs);
  const results = useScheduleResults(refreshMs);

  const edited = address.get('edit');
  const details = address.get('details');
  const editedSchedule = schedules?.find((each) => each.id === edited) ?? null;
  const isCreating = edited === NEW;
  const opened = isCreating || edited === '' ? (doomed?.id ?? looksAt) : edited;
  useReturnFocus(isCreating ? CREATE_BUTTON : opened === null ? null : scheduleMenuId(opened));

  const create = () => address.change({ edit: NEW });
  const Rows = desktop ? SchedulesTable : ScheduleCards;

  return (
    <Box padding={{ initial: 3, medium: 5 }}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={4} wrap="wrap">
          <Box flex="1 1 30rem">
            <Typography textColor="neutral600">{text('backup.schedule.intro')}</Typography>
          </Box>
          <Button
            id={CREATE_BUTTON}
            variant="secondary"
            size="S"
            startIcon={<Plus />}
            onClick={create}
            data-testid="schedule-create"
          >
            {text('backup.schedule.action.create')}
          </Button>
        </Flex>
        <DismissibleFailure
          failure={actions.failure}
          job={job}
          onDismiss={actions.dismissFailure}
        />
        {error !== undefined && (
          <FailureBox
            failure={readFailure(error)}
            action={
              <Button
                variant="tertiary"
                size="S"
                loading={isFetching}
                onClick={() => void refetch()}
              >
                {text('backup.action.retry')}
              </Button>
            }
          />
        )}
        {schedules === undefined ? (
          error === undefined && <SchedulesSkeleton />
        ) : schedules.length === 0 ? (
          <EmptyList
            content={text('backup.schedule.empty')}
            action={
              <Button variant="secondary" startIcon={<Plus />} onClick={create}>
                {text('backup.schedule.empty-create')}
              </Button>
            }
          />
        ) : (
          <Rows
            schedules={schedules}
            results={results}
            actions={actions}
            onEdit={(schedule) => address.change({ edit: schedule.id })}
            onDelete={setDoomed}
            onOpenResult={(backup, schedule) => {
              setLooksAt(schedule.id);
              address.change({ details: backup.id });
            }}
          />
        )}
      </Flex>

      {(isCreating || editedSchedule !== null) && (
        <ScheduleEditor
          key={edited}
          schedule={editedSchedule}
          onClose={() => address.change({ edit: null })}
        />
      )}
      {doomed !== null && (
        <DeleteScheduleDialog schedule={doomed} onClose={() => setDoomed(null)} />
      )}
      {details !== '' && (
        <BackupDetails
          key={details}
          id={details}
          refreshMs={refreshMs}
          onClose={() => {
            setLooksAt(null);
            address.change({ details: null });
          }}
        />
      )}
    </Box>
  );
}
