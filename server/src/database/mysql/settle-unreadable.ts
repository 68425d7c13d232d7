import { BackupError } from '../../errors';
import type { WriteLog } from '../../progress';
import type { MysqlSettings } from '../settings';
import type { DumpPlan } from './dump-plan';

/**
 * What the account may not read makes a backup fail, or is left out of it by name: never in silence.
 *
 * @throws BackupError SNAPSHOT_INCOMPLETE naming all of it
 */
export function settleUnreadable(
  plan: DumpPlan,
  mode: MysqlSettings['unreadable'],
  log: WriteLog,
): void {
  if (plan.unreadable.length === 0) return;
  const names = plan.unreadable.join('; ');
  if (mode === 'leave-out' && plan.tables.length > 0) {
    log('warn', `Left out, because the database account may not read it: ${names}.`);
    return;
  }
  throw new BackupError(
    'SNAPSHOT_INCOMPLETE',
    `The database account may not read everything, so the backup would not be complete. It does not get: ${names}. Grant what is missing, let another account make backups, or set database.unreadable to leave-out.`,
  );
}
