import { useNotification } from '@strapi/strapi/admin';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { useDeleteScheduleMutation } from '../api/schedules';
import { ConfirmDialog } from '../components/confirm-dialog';
import { useText } from '../language/use-text';

interface Props {
  schedule: Schedule;
  onClose: () => void;
}

/** Asks before a schedule is deleted. Its backups stay. */
export function DeleteScheduleDialog({ schedule, onClose }: Props) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const [remove] = useDeleteScheduleMutation();
  const { id, name } = schedule;
  return (
    <ConfirmDialog
      title={text('backup.schedule.delete.title', { name })}
      description={text('backup.schedule.delete.text')}
      confirmLabel={text('backup.action.delete')}
      onConfirm={async () => {
        await remove(id).unwrap();
        toggleNotification({ type: 'success', message: text('backup.done.delete', { name }) });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
