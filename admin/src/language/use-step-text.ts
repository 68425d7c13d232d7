import { useCallback } from 'react';
import {
  BACKUP_STEPS,
  COPY_STEPS,
  DELETE_STEPS,
  RESTORE_STEPS,
  UPLOAD_STEPS,
  VERIFY_STEPS,
  type JobKind,
} from '../../../server/src/contracts/steps';
import { useText } from './use-text';

/** Gives the function that puts a step of a job into words; an unknown step is shown as it is. */
export function useStepText(): (kind: JobKind, step: string) => string {
  const text = useText();
  return useCallback(
    (kind: JobKind, step: string) => {
      switch (kind) {
        case 'backup': {
          const known = BACKUP_STEPS.find((each) => each.name === step);
          return known === undefined ? step : text(`backup.step.backup.${known.name}`);
        }
        case 'restore':
        case 'undo': {
          const known = RESTORE_STEPS.find((each) => each.name === step);
          return known === undefined ? step : text(`backup.step.restore.${known.name}`);
        }
        case 'verify': {
          const known = VERIFY_STEPS.find((each) => each.name === step);
          return known === undefined ? step : text(`backup.step.verify.${known.name}`);
        }
        case 'upload': {
          const known = UPLOAD_STEPS.find((each) => each.name === step);
          return known === undefined ? step : text(`backup.step.upload.${known.name}`);
        }
        case 'copy': {
          const known = COPY_STEPS.find((each) => each.name === step);
          return known === undefined ? step : text(`backup.step.copy.${known.name}`);
        }
        case 'delete': {
          const known = DELETE_STEPS.find((each) => each.name === step);
          return known === undefined ? step : text(`backup.step.delete.${known.name}`);
        }
      }
    },
    [text],
  );
}
