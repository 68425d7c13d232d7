import type { HealthReason } from '../../../server/src/contracts/health';
import type { MessageId } from '../language/load-messages';
import type { Section } from '../settings/sections';

/** The one click that helps: a new backup, or the place in the panel where it can be mended. */
export interface HealthRemedy {
  label: MessageId;
  /** Changes of the address; null asks for a new backup. */
  address: Readonly<Record<string, string | null>> | null;
}

/** What to do first; null when the panel cannot help with any of them. */
export function healthRemedy(reasons: readonly HealthReason[]): HealthRemedy | null {
  // Nothing else helps while there is no place for a backup.
  const first = reasons.filter(({ code }) => code === 'STORAGE_UNREACHABLE');
  return [...first, ...reasons].map(remedyOf).find((each) => each !== null) ?? null;
}

function remedyOf({ code, subject }: HealthReason): HealthRemedy | null {
  switch (code) {
    case 'NO_BACKUP':
    case 'TOO_OLD':
    case 'BACKUP_CORRUPT':
      return { label: 'backup.action.create', address: null };
    case 'SCHEDULE_FAILED':
    case 'SCHEDULE_RETRYING':
    case 'SCHEDULE_OVERDUE':
      return { label: 'backup.health.open.schedules', address: { tab: 'schedules' } };
    case 'SIZE_FELL':
      return subject === null
        ? null
        : { label: 'backup.health.open.backup', address: { tab: null, details: subject.id } };
    case 'OVER_CAP':
      return { label: 'backup.health.open.largest', address: { tab: null, sort: 'size:desc' } };
    case 'STORAGE_UNREACHABLE':
    case 'COPY_MISSING':
      return settings('folder');
    case 'DISK_NEARLY_FULL':
      return settings('retention');
    case 'NOTICE_FAILED':
      return settings('mail');
    case 'MIRROR_FOUND':
      // They are offered right below.
      return null;
  }
}

function settings(section: Section): HealthRemedy {
  return { label: 'backup.health.open.settings', address: { tab: 'settings', section } };
}
