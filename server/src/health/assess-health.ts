import type { Backup } from '../contracts/backups';
import type { Health, HealthReason } from '../contracts/health';
import type { NoticeFailure } from '../contracts/notices';
import type { Schedule } from '../contracts/schedules';
import { hasCopy } from '../copies/copy-state';
import { isOfThisSite, newestVerified } from '../retention/newest-verified';
import { componentsOf } from '../retention/retention-reason';
import { dueRule } from '../schedule/due-rule';
import { dueTimes } from '../schedule/due-times';
import { timingOf } from '../schedule/next-run';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A due schedule may wait behind a long job. */
const OVERDUE_MS = 15 * MINUTE_MS;
const LONG_OVERDUE_MS = 2 * HOUR_MS;
/** Between two backups, and once more for one that failed. */
const MISSED_RUNS = 2;
const GRACE_MS = HOUR_MS;
const FELL_TO = 0.5;
const BACKUPS_LEFT_MIN = 3;
const DAYS_LEFT_MIN = 7;
const PACE_DAYS = 14;
const PACE_BACKUPS = 3;
const COPY_PATIENCE_MS = HOUR_MS;

export interface HealthFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of the site, newest first; some hundred are enough. */
  readonly backups: readonly Backup[];
  readonly schedules: readonly Schedule[];
  /** Bytes that may still be written, the reserve not counted; null when the folder cannot be used. */
  readonly free: number | null;
  /** Retention may not delete as much as it should. */
  readonly overCap: boolean;
  /** Whether anything is ever deleted by itself; else the disk fills up. */
  readonly retains: boolean;
  /** Notices that did not arrive. */
  readonly notices: readonly NoticeFailure[];
  /** Whether backups are to have a copy in a second folder. */
  readonly copied: boolean;
  /** Whether schedules and settings of an earlier life of the site lie in the folder. */
  readonly mirrored: boolean;
}

/** Whether a site could be brought back today, and why not. Pure; what is wrong is said with what to do. */
export function assessHealth(facts: HealthFacts): Health {
  const own = facts.backups.filter((backup) => isOfThisSite(backup, facts.now));
  const newest = { database: newestVerified(own, 'database'), media: newestVerified(own, 'media') };
  const reasons = [
    ...storageReasons(facts, own),
    ...copyReasons(facts, own),
    ...(facts.mirrored ? [MIRROR_FOUND] : []),
    ...facts.notices.map(noticeReason),
    ...backupReasons(own),
    ...facts.schedules
      .filter(({ enabled }) => enabled)
      .flatMap((schedule) => scheduleReasons(schedule, own, facts.now)),
  ];
  const isUnhealthy = reasons.some(({ level }) => level === 'unhealthy');
  return {
    state: isUnhealthy ? 'unhealthy' : reasons.length > 0 ? 'degraded' : 'healthy',
    reasons: [...reasons].sort(
      (a, b) => Number(a.level === 'degraded') - Number(b.level === 'degraded'),
    ),
    newest: {
      database: newest.database?.createdAt ?? null,
      media: newest.media?.createdAt ?? null,
    },
    nextRunAt:
      facts.schedules
        .flatMap(({ nextRunAt }) => nextRunAt ?? [])
        .sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
  };
}

function storageReasons(
  { free, overCap, now, retains }: HealthFacts,
  own: readonly Backup[],
): HealthReason[] {
  if (free === null) {
    return [
      reason(
        'STORAGE_UNREACHABLE',
        'unhealthy',
        'The backup folder cannot be used. Check that it exists, that its disk is mounted, and that Strapi may write to it.',
      ),
    ];
  }
  const reasons: HealthReason[] = [];
  const size = own.find(({ status, type }) => status === 'completed' && type === 'full')?.size ?? 0;
  const days = retains ? Infinity : daysLeft(free, own, now);
  if ((size > 0 && free < BACKUPS_LEFT_MIN * size) || days < DAYS_LEFT_MIN) {
    const room =
      size === 0 ? '' : ` It has room for ${String(atLeastNone(free / size))} more full backups.`;
    const when =
      days === Infinity ? 'is nearly full' : `is full in about ${String(atLeastNone(days))} days`;
    reasons.push(
      reason(
        'DISK_NEARLY_FULL',
        'degraded',
        `The disk of the backup folder ${when}.${room} Delete old ones, make room, or set how long backups are kept.`,
      ),
    );
  }
  if (overCap) {
    reasons.push(
      reason(
        'OVER_CAP',
        'degraded',
        'The backups take more room than allowed, and what is left may not be deleted by itself. Unpin or delete some, or allow more.',
      ),
    );
  }
  return reasons;
}

function atLeastNone(count: number): number {
  return Math.max(0, Math.floor(count));
}

/** At the pace of the last weeks, when nothing is deleted by itself. */
function daysLeft(free: number, own: readonly Backup[], now: number): number {
  const recent = own.filter(
    ({ status, createdAt }) =>
      status === 'completed' && Date.parse(createdAt) > now - PACE_DAYS * DAY_MS,
  );
  const oldest = Math.min(...recent.map(({ createdAt }) => Date.parse(createdAt)));
  const days = Math.max(1, (now - oldest) / DAY_MS);
  const bytes = recent.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return recent.length < PACE_BACKUPS || bytes === 0 ? Infinity : free / (bytes / days);
}

const MIRROR_FOUND = reason(
  'MIRROR_FOUND',
  'degraded',
  'The backup folder has schedules and settings of this site from before its database was lost or replaced. Bring them back, or decline them.',
);

function noticeReason({ channel, message }: NoticeFailure): HealthReason {
  const called = channel === 'mail' ? 'e-mail' : 'webhook';
  return reason(
    'NOTICE_FAILED',
    'degraded',
    `The last notice by ${called} could not be delivered: ${message}`,
  );
}

function copyReasons({ copied, now }: HealthFacts, own: readonly Backup[]): HealthReason[] {
  if (!copied) return [];
  const newest = own.find(({ status }) => status === 'completed');
  const since = newest?.finishedAt ?? null;
  if (newest === undefined || since === null || hasCopy(newest)) return [];
  if (Date.parse(since) > now - COPY_PATIENCE_MS) return [];
  return [
    reason(
      'COPY_MISSING',
      'degraded',
      `“${newest.name}” has no copy in the second folder yet. Look whether its disk is mounted and has room.`,
      newest,
    ),
  ];
}

function backupReasons(own: readonly Backup[]): HealthReason[] {
  const completed = own.filter(({ status }) => status === 'completed');
  if (completed.length === 0) {
    return [reason('NO_BACKUP', 'degraded', 'There is no backup of this site yet. Create one.')];
  }
  const reasons: HealthReason[] = [];
  for (const type of ['full', 'database', 'media'] as const) {
    const [newest, before] = completed.filter((backup) => backup.type === type);
    if (newest?.verification === 'corrupt') {
      reasons.push(
        reason(
          'BACKUP_CORRUPT',
          'unhealthy',
          `The newest backup, “${newest.name}”, is damaged. Make a new one, and look at the disk.`,
          newest,
        ),
      );
    }
    if (newest?.size != null && before?.size != null && newest.size < FELL_TO * before.size) {
      reasons.push(
        reason(
          'SIZE_FELL',
          'degraded',
          `“${newest.name}” is less than half as large as the backup before it. Look whether something is missing on the site.`,
          newest,
        ),
      );
    }
  }
  return reasons;
}

function scheduleReasons(schedule: Schedule, own: readonly Backup[], now: number): HealthReason[] {
  const reasons: HealthReason[] = [];
  const { name, lastStatus, nextRunAt } = schedule;
  if (lastStatus === 'failed') {
    reasons.push(
      reason(
        'SCHEDULE_FAILED',
        'unhealthy',
        `The last backup of the schedule “${name}” failed. Its log says why.`,
        schedule,
      ),
    );
  }
  if (lastStatus === 'retrying') {
    reasons.push(
      reason(
        'SCHEDULE_RETRYING',
        'degraded',
        `The last backup of the schedule “${name}” failed. It is tried once more in a few minutes.`,
        schedule,
      ),
    );
  }
  const late = nextRunAt === null ? 0 : now - Date.parse(nextRunAt);
  if (late > OVERDUE_MS) {
    reasons.push(
      reason(
        'SCHEDULE_OVERDUE',
        late > LONG_OVERDUE_MS ? 'unhealthy' : 'degraded',
        `The schedule “${name}” should have run ${String(Math.floor(late / MINUTE_MS))} minutes ago. Look whether another job has been running since.`,
        schedule,
      ),
    );
  }
  return [...reasons, ...ageReasons(schedule, own, now)];
}

/** What a schedule is to make sure of, by whichever backup. */
function ageReasons(schedule: Schedule, own: readonly Backup[], now: number): HealthReason[] {
  const allowed = allowedAge(schedule, now);
  if (allowed === null || Date.parse(schedule.createdAt) > now - allowed) return [];
  const isOld = componentsOf(schedule).some((component) => {
    const newest = newestVerified(own, component);
    return newest === undefined || Date.parse(newest.createdAt) < now - allowed;
  });
  if (!isOld) return [];
  const days = (allowed / DAY_MS).toFixed(allowed < 2 * DAY_MS ? 1 : 0);
  return [
    reason(
      'TOO_OLD',
      'unhealthy',
      `There is no verified backup of the last ${days} days, as the schedule “${schedule.name}” should have made. Make one now, and look at the log of the last.`,
      schedule,
    ),
  ];
}

/** Twice the longest distance of the next runs, and an hour; null when it is never due. */
function allowedAge(schedule: Schedule, now: number): number | null {
  const moments: number[] = [];
  for (const moment of dueTimes(dueRule(timingOf(schedule)), schedule.zone, now)) {
    moments.push(moment);
    if (moments.length === 8) break;
  }
  const distances = moments.slice(1).map((moment, at) => moment - (moments[at] ?? moment));
  return distances.length === 0 ? null : MISSED_RUNS * Math.max(...distances) + GRACE_MS;
}

function reason(
  code: HealthReason['code'],
  level: HealthReason['level'],
  message: string,
  subject?: { readonly id: string; readonly name: string },
): HealthReason {
  return {
    code,
    level,
    message,
    subject: subject === undefined ? null : { id: subject.id, name: subject.name },
  };
}
