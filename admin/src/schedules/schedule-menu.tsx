import { IconButton, Menu } from '@strapi/design-system';
import { Information, More, Pencil, Play, Trash } from '@strapi/icons';
import type { Backup } from '../../../server/src/contracts/backups';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { useText } from '../language/use-text';
import type { ScheduleRowsProps } from './schedules-table';

interface Props extends Pick<
  ScheduleRowsProps,
  'actions' | 'onEdit' | 'onDelete' | 'onOpenResult'
> {
  schedule: Schedule;
  /** Its newest backup, when it has made one. */
  last: Backup | undefined;
}

/** All that can be done with one schedule. */
export function ScheduleMenu({ schedule, last, actions, onEdit, onDelete, onOpenResult }: Props) {
  const text = useText();
  const { id, name } = schedule;
  return (
    <Menu.Root>
      <Menu.Trigger
        tag={IconButton}
        icon={<More />}
        endIcon={null}
        variant="ghost"
        label={text('backup.action.menu', { name })}
        id={scheduleMenuId(id)}
        data-testid={`schedule-menu-${id}`}
      />
      <Menu.Content popoverPlacement="bottom-end" maxHeight="none">
        <Menu.Item
          startIcon={<Play />}
          onSelect={() => actions.run(schedule)}
          data-testid={`schedule-action-run-${id}`}
        >
          {text('backup.schedule.action.run')}
        </Menu.Item>
        <Menu.Item
          startIcon={<Information />}
          disabled={last === undefined}
          onSelect={() => {
            if (last !== undefined) onOpenResult(last, schedule);
          }}
          data-testid={`schedule-action-last-${id}`}
        >
          {text('backup.schedule.action.last')}
        </Menu.Item>
        <Menu.Separator />
        <Menu.Item
          startIcon={<Pencil />}
          onSelect={() => onEdit(schedule)}
          data-testid={`schedule-action-edit-${id}`}
        >
          {text('backup.schedule.action.edit')}
        </Menu.Item>
        <Menu.Item
          startIcon={<Trash />}
          variant="danger"
          onSelect={() => onDelete(schedule)}
          data-testid={`schedule-action-delete-${id}`}
        >
          {text('backup.action.delete')}
        </Menu.Item>
      </Menu.Content>
    </Menu.Root>
  );
}

/** Where the focus goes back to when a dialog that the row opened is closed. */
export function scheduleMenuId(id: string): string {
  return `schedule-menu-${id}`;
}
