import { backupRecord } from './backup-record';
import { backupSchedule } from './backup-schedule';
import { backupSettings } from './backup-settings';
import { restoreRecord } from './restore-record';

export const contentTypes = {
  'backup-record': backupRecord,
  'restore-record': restoreRecord,
  'backup-schedule': backupSchedule,
  'backup-settings': backupSettings,
};
