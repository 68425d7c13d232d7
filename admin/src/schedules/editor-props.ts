import type { ScheduleForm } from './schedule-form';

/** What a part of the editor gets. */
export interface EditorPartProps {
  form: ScheduleForm;
  change: (changes: Partial<ScheduleForm>) => void;
  /** What is wrong with a field, by its name in a request. */
  errorOf: (field: string) => string | false;
}
