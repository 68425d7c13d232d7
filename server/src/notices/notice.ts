import type { Backup } from '../contracts/backups';
import type { Health } from '../contracts/health';
import type { NoticeSchedule, NoticeSite, PastTrouble } from '../contracts/notices';

interface Told {
  readonly site: NoticeSite;
  /** When it happened, ISO 8601. */
  readonly at: string;
}

export interface BackupNotice extends Told {
  readonly event: 'backup.completed' | 'backup.failed';
  readonly backup: Backup;
  /** null: made by hand, or its schedule is gone. */
  readonly schedule: NoticeSchedule | null;
}

export interface UnhealthyNotice extends Told {
  readonly event: 'health.unhealthy';
  readonly health: Health;
}

export interface RecoveredNotice extends Told {
  readonly event: 'health.recovered';
  readonly health: Health;
  readonly before: PastTrouble;
}

/** Somebody wants to see whether notices arrive. */
export interface TestNotice extends Told {
  readonly event: 'test';
}

export type Notice = BackupNotice | UnhealthyNotice | RecoveredNotice | TestNotice;
