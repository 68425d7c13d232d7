import {
  fieldsOf,
  formOf,
  newForm,
  problemsOf,
  type ScheduleForm,
} from '../../../admin/src/schedules/schedule-form';
import { findZones, meantZone, timeZones } from '../../../admin/src/schedules/time-zones';
import { scheduleInputSchema, type Schedule } from '../../../server/src/contracts/schedules';

const NIGHTLY = { name: 'Nightly', type: 'full', zone: 'Europe/Paris' };

const stored = (input: object): Schedule => ({
  ...scheduleInputSchema.parse({ ...NIGHTLY, ...input }),
  ...{ id: 'a', lastRunAt: null, lastStatus: null, nextRunAt: null },
  createdAt: '2026-01-01T00:00:00.000Z',
});

describe('the form of a schedule', () => {
  test.each([
    ['hourly', { frequency: 'hourly', time: '00:05' }],
    ['daily', { frequency: 'daily', time: '03:30' }],
    ['weekly', { frequency: 'weekly', time: '03:30', weekdays: [0, 6] }],
    ['monthly', { frequency: 'monthly', time: '23:59', dayOfMonth: 31 }],
    ['by cron', { frequency: 'cron', cron: '0 */6 * * 1-5' }],
    [
      'with everything that can be set',
      {
        ...{ frequency: 'daily', time: '03:30' },
        options: { compression: 'gzip', compressionLevel: 9, excludeLogs: false },
        retention: { keepLast: 3, maxAgeDays: 30, yearly: 2, maxTotalSize: 1_234_567_891 },
        notify: { onSuccess: false, onFailure: false },
      },
    ],
    [
      'with a level for the compression of the settings',
      { frequency: 'daily', time: '03:30', options: { compressionLevel: 1 }, retention: {} },
    ],
  ])('opened and saved, one that runs %s stays as it is', (_when, input) => {
    const schedule = stored(input);
    const fields = fieldsOf(formOf(schedule), 'unnamed');
    expect(problemsOf(fields).size).toBe(0);
    expect({ ...schedule, ...fields }).toEqual(schedule);
  });

  test('as it opens, it can be saved: with a name of what it does', () => {
    const fields = fieldsOf(newForm(), 'Daily');
    expect(problemsOf(fields).size).toBe(0);
    expect(fields).toMatchObject({ name: 'Daily', frequency: 'daily', retention: null });
  });

  test.each<[string, Partial<ScheduleForm>]>([
    ['time', { frequency: 'hourly', minute: null }],
    ['time', { frequency: 'hourly', minute: 60 }],
    ['time', { frequency: 'daily', time: '24:00' }],
    ['weekdays', { frequency: 'weekly', weekdays: [] }],
    ['dayOfMonth', { frequency: 'monthly', dayOfMonth: null }],
    ['cron', { frequency: 'cron', cron: '* * *' }],
    ['zone', { zone: 'Europe/Nowhere' }],
    ['retention.daily', { ownRetention: true, retention: { ...newForm().retention, daily: -1 } }],
  ])('says that %s is wrong', (field, wrong) => {
    const fields = fieldsOf({ ...newForm(), ...wrong }, 'unnamed');
    expect([...problemsOf(fields).keys()]).toEqual([field]);
  });

  test('what is wrong with rules does not count where those of the settings apply', () => {
    const wrong = { ...newForm(), retention: { ...newForm().retention, daily: -1 } };
    expect(problemsOf(fieldsOf(wrong, 'unnamed')).size).toBe(0);
  });
});

describe('time zones', () => {
  const zones = timeZones('Mars/Olympus');

  test('are all that are known, and the one that is chosen', () => {
    expect(zones).toEqual(expect.arrayContaining(['Asia/Kathmandu', 'UTC', 'Mars/Olympus']));
    expect(new Set(zones).size).toBe(zones.length);
  });

  test.each([
    ['paris', 'Europe/Paris'],
    ['new york', 'America/New_York'],
    ['utc', 'UTC'],
    ['kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['america', null],
    ['nowhere', null],
    [' ', null],
  ])('“%s” means %s', (words, zone) => {
    expect(meantZone(zones, words)).toBe(zone);
  });

  test('are found by any part of their names', () => {
    expect(findZones(zones, 'argentina')).toContain('America/Argentina/Buenos_Aires');
  });
});
