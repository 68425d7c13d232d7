import { scheduleSchema, type Schedule } from '../contracts/schedules';
import type { DatabaseConnection } from '../database/connection';
import { SCHEDULES_TABLE } from '../database/own-tables';
import { RecordTable } from './record-table';
import type { Columns } from './row-codec';

/** Columns of `plugin::backup.backup-schedule`, named as Strapi derives them from its attributes. */
const SCHEDULE_COLUMNS: Columns<Schedule> = {
  id: { column: 'document_id', kind: 'text' },
  name: { column: 'name', kind: 'text' },
  enabled: { column: 'enabled', kind: 'boolean' },
  type: { column: 'type', kind: 'text' },
  frequency: { column: 'frequency', kind: 'text' },
  time: { column: 'time', kind: 'text' },
  weekdays: { column: 'weekdays', kind: 'json' },
  dayOfMonth: { column: 'day_of_month', kind: 'number' },
  cron: { column: 'cron', kind: 'text' },
  zone: { column: 'zone', kind: 'text' },
  options: { column: 'options', kind: 'json' },
  retention: { column: 'retention', kind: 'json' },
  notify: { column: 'notify', kind: 'json' },
  lastRunAt: { column: 'last_run_at', kind: 'time' },
  lastStatus: { column: 'last_status', kind: 'text' },
  nextRunAt: { column: 'next_run_at', kind: 'time' },
  createdAt: { column: 'created_at', kind: 'time' },
};

export type ScheduleRecords = RecordTable<Schedule>;

export function scheduleRecords(connection: DatabaseConnection): ScheduleRecords {
  return new RecordTable(connection, SCHEDULES_TABLE, SCHEDULE_COLUMNS, scheduleSchema);
}
