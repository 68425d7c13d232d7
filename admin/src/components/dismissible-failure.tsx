import { IconButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { Failure } from '../api/failure';
import { useText } from '../language/use-text';
import { FailureBox } from './failure-box';

interface Props {
  failure: Failure | null;
  job: CurrentJob | null;
  onDismiss: () => void;
}

/** The failure of an action that has no dialog of its own, until the reader takes it away. */
export function DismissibleFailure({ failure, job, onDismiss }: Props) {
  const text = useText();
  if (failure === null) return null;
  return (
    <FailureBox
      failure={failure}
      job={job}
      action={
        <IconButton
          variant="ghost"
          size="XS"
          label={text('backup.action.dismiss')}
          onClick={onDismiss}
        >
          <Cross />
        </IconButton>
      }
    />
  );
}
