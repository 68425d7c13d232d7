import type { Backup } from '../../../server/src/contracts/backups';
import type { Health, HealthCode, HealthReason } from '../../../server/src/contracts/health';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { settingsSchema } from '../../../server/src/contracts/settings';
import { newBackup } from '../../../server/src/backup/new-backup';
import type {
  BackupNotice,
  RecoveredNotice,
  UnhealthyNotice,
} from '../../../server/src/notices/notice';

export const SITE = { id: 'site', name: 'Acme', url: 'https://acme.example/admin' };
export const AT = '2026-03-05T03:34:12.000Z';

export function madeBackup(change: Partial<Backup> = {}): Backup {
  const made = newBackup(
    { name: 'Nightly 2026-03-05 03:30', type: 'full', origin: 'schedule', actor: null },
    settingsSchema.parse({}),
  );
  return {
    ...made,
    id: 'backup-1',
    schedule: 'schedule-1',
    status: 'completed',
    step: null,
    progress: 100,
    fileName: 'nightly.tar.gz',
    size: 1_234_567_890,
    uncompressedSize: 5_400_000_000,
    sha256: 'ab'.repeat(32),
    counts: {
      tables: 48,
      rows: 1_234_567,
      mediaFiles: 12_345,
      mediaBytes: 4_200_000_000,
      missingMedia: 0,
      entries: { 'api::article.article': 1200, 'api::page.page': 34 },
      adminUsers: 3,
    },
    verification: 'verified',
    verifiedAt: AT,
    createdAt: '2026-03-05T03:30:00.000Z',
    startedAt: '2026-03-05T03:30:00.000Z',
    finishedAt: AT,
    durationMs: 252_000,
    ...change,
  };
}

export function failedBackup(code: string, message: string): Backup {
  return madeBackup({
    ...{ status: 'failed', fileName: null, size: null, uncompressedSize: null, sha256: null },
    ...{ counts: null, verification: 'unverified', verifiedAt: null },
    error: { code, message },
  });
}

export function madeSchedule(change: Partial<Schedule> = {}): Schedule {
  return {
    ...{ id: 'schedule-1', name: 'Nightly', enabled: true, type: 'full', frequency: 'daily' },
    ...{ time: '03:30', weekdays: null, dayOfMonth: null, cron: null, zone: 'UTC', options: {} },
    ...{ retention: null, notify: null, lastRunAt: AT, lastStatus: 'completed' },
    nextRunAt: '2026-03-06T03:30:00.000Z',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export function backupNotice(backup: Backup = madeBackup()): BackupNotice {
  return {
    event: backup.status === 'failed' ? 'backup.failed' : 'backup.completed',
    site: SITE,
    at: AT,
    backup,
    schedule: { id: 'schedule-1', name: 'Nightly', nextRunAt: '2026-03-06T03:30:00.000Z' },
  };
}

export function reason(code: HealthCode, level: HealthReason['level'] = 'unhealthy'): HealthReason {
  return {
    code,
    level,
    message: `The server's own sentence about ${code}.`,
    subject: { id: 'schedule-1', name: 'Nightly' },
  };
}

export function healthOf(reasons: HealthReason[]): Health {
  const isUnhealthy = reasons.some(({ level }) => level === 'unhealthy');
  return {
    state: isUnhealthy ? 'unhealthy' : reasons.length > 0 ? 'degraded' : 'healthy',
    reasons,
    newest: { database: '2026-03-01T03:34:00.000Z', media: null },
    nextRunAt: '2026-03-06T03:30:00.000Z',
  };
}

export function unhealthyNotice(reasons = [reason('TOO_OLD')]): UnhealthyNotice {
  return { event: 'health.unhealthy', site: SITE, at: AT, health: healthOf(reasons) };
}

export function recoveredNotice(remaining: HealthReason[] = []): RecoveredNotice {
  return {
    event: 'health.recovered',
    site: SITE,
    at: AT,
    health: healthOf(remaining),
    before: { since: '2026-03-03T01:34:12.000Z', reasons: [reason('STORAGE_UNREACHABLE')] },
  };
}
