import type { Backup } from '../../../server/src/contracts/backups';
import type { Schedule } from '../../../server/src/contracts/schedules';
import { settingsSchema } from '../../../server/src/contracts/settings';
import { newBackup } from '../../../server/src/backup/new-backup';
import { assessHealth, type HealthFacts } from '../../../server/src/health/assess-health';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GB = 1e9;

function backup(age: number, change: Partial<Backup> = {}): Backup {
  const made = newBackup(
    { type: 'full', origin: 'schedule', actor: null },
    settingsSchema.parse({}),
  );
  return {
    ...made,
    createdAt: new Date(NOW - age).toISOString(),
    status: 'completed',
    fileName: 'backup.tar.gz',
    verification: 'verified',
    size: GB,
    ...change,
  };
}

function schedule(change: Partial<Schedule> = {}): Schedule {
  return {
    ...{ id: 's', name: 'Nightly', enabled: true, type: 'full', frequency: 'daily', time: '03:00' },
    ...{ weekdays: null, dayOfMonth: null, cron: null, zone: 'UTC', options: {} },
    ...{ retention: null, notify: null, lastRunAt: null, lastStatus: 'completed' },
    nextRunAt: new Date(NOW + HOUR).toISOString(),
    createdAt: new Date(NOW - 90 * DAY).toISOString(),
    ...change,
  };
}

const WELL: HealthFacts = {
  now: NOW,
  backups: [backup(9 * HOUR)],
  schedules: [schedule()],
  free: 100 * GB,
  overCap: false,
  retains: true,
  copied: false,
  mirrored: false,
  notices: [],
};

function codes(facts: Partial<HealthFacts>): string[] {
  const { state, reasons } = assessHealth({ ...WELL, ...facts });
  return [state, ...reasons.map(({ code }) => code)];
}

test('all is well', () => {
  expect(codes({})).toEqual(['healthy']);
});

test('a site without a backup, and one that has only what others brought', () => {
  expect(codes({ backups: [], schedules: [] })).toEqual(['degraded', 'NO_BACKUP']);
  for (const origin of ['upload', 'found', 'safety'] as const) {
    expect(codes({ backups: [backup(HOUR, { origin })], schedules: [] })).toEqual([
      ...['degraded', 'NO_BACKUP'],
    ]);
  }
});

test('a verified backup that is older than two runs and an hour', () => {
  expect(codes({ backups: [backup(2 * DAY + HOUR - 1)] })).toEqual(['healthy']);
  expect(codes({ backups: [backup(2 * DAY + HOUR + 1)] })).toEqual(['unhealthy', 'TOO_OLD']);
  const unverified = backup(HOUR, { verification: 'unverified' });
  expect(codes({ backups: [unverified, backup(3 * DAY)] })).toEqual(['unhealthy', 'TOO_OLD']);
  // Only what the schedule is about: the media are not.
  const database = backup(HOUR, { type: 'database' });
  expect(codes({ backups: [database], schedules: [schedule({ type: 'database' })] })).toEqual([
    'healthy',
  ]);
  expect(codes({ backups: [database] })).toEqual(['unhealthy', 'TOO_OLD']);
  // It could not have made one yet.
  const createdAt = new Date(NOW - HOUR).toISOString();
  expect(codes({ backups: [backup(3 * DAY)], schedules: [schedule({ createdAt })] })).toEqual([
    'healthy',
  ]);
  expect(codes({ backups: [backup(3 * DAY)], schedules: [schedule({ enabled: false })] })).toEqual([
    'healthy',
  ]);
});

test('weekends count for a schedule of working days', () => {
  const workdays = schedule({ frequency: 'weekly', weekdays: [1, 2, 3, 4, 5] });
  expect(codes({ backups: [backup(6 * DAY)], schedules: [workdays] })).toEqual(['healthy']);
  expect(codes({ backups: [backup(7 * DAY)], schedules: [workdays] })).toEqual([
    ...['unhealthy', 'TOO_OLD'],
  ]);
});

test('a schedule that failed, is tried again, or did not run', () => {
  expect(codes({ schedules: [schedule({ lastStatus: 'failed' })] })).toEqual([
    ...['unhealthy', 'SCHEDULE_FAILED'],
  ]);
  expect(codes({ schedules: [schedule({ lastStatus: 'retrying' })] })).toEqual([
    ...['degraded', 'SCHEDULE_RETRYING'],
  ]);
  const late = (ms: number) => [schedule({ nextRunAt: new Date(NOW - ms).toISOString() })];
  expect(codes({ schedules: late(HOUR / 6) })).toEqual(['healthy']);
  expect(codes({ schedules: late(HOUR / 2) })).toEqual(['degraded', 'SCHEDULE_OVERDUE']);
  expect(codes({ schedules: late(3 * HOUR) })).toEqual(['unhealthy', 'SCHEDULE_OVERDUE']);
});

test('a damaged newest one, and one that is much smaller than the one before', () => {
  const good = backup(20 * HOUR);
  expect(codes({ backups: [backup(HOUR, { verification: 'corrupt' }), good] })).toEqual([
    ...['unhealthy', 'BACKUP_CORRUPT'],
  ]);
  expect(codes({ backups: [backup(HOUR, { size: 0.4 * GB }), good] })).toEqual([
    ...['degraded', 'SIZE_FELL'],
  ]);
  // Another kind of backup is no measure.
  const media = backup(HOUR, { size: 0.1 * GB, type: 'media' });
  expect(codes({ backups: [media, good] })).toEqual(['healthy']);
});

test('a folder that cannot be used, a disk that is nearly full, a cap that does not hold', () => {
  expect(codes({ free: null })).toEqual(['unhealthy', 'STORAGE_UNREACHABLE']);
  expect(codes({ free: 2.5 * GB })).toEqual(['degraded', 'DISK_NEARLY_FULL']);
  expect(codes({ overCap: true })).toEqual(['degraded', 'OVER_CAP']);
});

test('a disk that is full in some days, where nothing is deleted by itself', () => {
  const daily = [1, 2, 3, 4].map((days) => backup(days * DAY));
  expect(codes({ backups: daily, free: 5 * GB, retains: false })).toEqual([
    ...['degraded', 'DISK_NEARLY_FULL'],
  ]);
  expect(codes({ backups: daily, free: 5 * GB })).toEqual(['healthy']);
  expect(codes({ backups: daily, free: 8 * GB, retains: false })).toEqual(['healthy']);
  // Two are no pace.
  expect(codes({ backups: daily.slice(0, 2), free: 5 * GB, retains: false })).toEqual(['healthy']);
});

test('a backup without its copy, after an hour', () => {
  const made = (age: number, change: Partial<Backup> = {}) => [
    backup(age, { finishedAt: new Date(NOW - age).toISOString(), ...change }),
  ];
  expect(codes({ backups: made(HOUR + 1), copied: true })).toEqual(['degraded', 'COPY_MISSING']);
  expect(codes({ backups: made(HOUR - 1), copied: true })).toEqual(['healthy']);
  expect(codes({ backups: made(HOUR + 1) })).toEqual(['healthy']);
  const copies = [{ storage: 'second' as const, key: 'backup.tar.gz', status: 'present' as const }];
  expect(codes({ backups: made(HOUR + 1, { copies }), copied: true })).toEqual(['healthy']);
});

test('schedules of an earlier database, and a notice that did not arrive', () => {
  expect(codes({ mirrored: true })).toEqual(['degraded', 'MIRROR_FOUND']);
  const notices = [{ at: '', channel: 'mail' as const, message: 'Refused.' }];
  expect(codes({ notices })).toEqual(['degraded', 'NOTICE_FAILED']);
});

test('the worst comes first, and names what it is about', () => {
  const { reasons, newest, nextRunAt } = assessHealth({
    ...WELL,
    schedules: [schedule({ lastStatus: 'failed' })],
    free: GB,
    overCap: true,
  });
  expect(reasons.map(({ code }) => code)).toEqual([
    ...['SCHEDULE_FAILED', 'DISK_NEARLY_FULL', 'OVER_CAP'],
  ]);
  expect(reasons[0]?.subject).toEqual({ id: 's', name: 'Nightly' });
  expect(newest.media).toBe(new Date(NOW - 9 * HOUR).toISOString());
  expect(nextRunAt).toBe(new Date(NOW + HOUR).toISOString());
});
