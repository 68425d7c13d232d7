import fc from 'fast-check';
import nodeCron from 'node-cron';
import { scheduleTimingSchema, type ScheduleTiming } from '../../../server/src/contracts/schedules';
import { dueRule } from '../../../server/src/schedule/due-rule';
import { dueTimes, nextDue } from '../../../server/src/schedule/due-times';
import { CHANGES } from './clock-changes';

/** The next so many moments, in UTC. */
function due(timing: ScheduleTiming, zone: string, after: string, count: number): string[] {
  const moments: string[] = [];
  for (const moment of dueTimes(dueRule(timing), zone, Date.parse(after))) {
    moments.push(new Date(moment).toISOString().replace(':00.000Z', 'Z'));
    if (moments.length === count) break;
  }
  return moments;
}

const daily = (time: string): ScheduleTiming => ({ frequency: 'daily', time });
const cron = (text: string): ScheduleTiming => ({ frequency: 'cron', cron: text });

/** What clocks in a zone show at a moment, by ICU: `2026-03-29 03:00`. */
function shown(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(moment);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

describe('a daily schedule where clocks change', () => {
  test.each(CHANGES)('$zone, $what, at $time: $due', ({ zone, after, time, due: expected }) => {
    expect(due(daily(time), zone, after, expected.length)).toEqual(expected);
  });
});

describe('a schedule', () => {
  test('is due every hour that passes, in spring and in autumn', () => {
    for (const [after, hours] of [
      ['2026-03-28T23:00:00Z', 23],
      ['2026-10-24T22:00:00Z', 25],
    ] as const) {
      const moments = due(
        { frequency: 'hourly', time: '00:15' },
        'Europe/Berlin',
        after,
        hours + 1,
      );
      const steps = moments.slice(1).map((each, at) => Date.parse(each) - Date.parse(moments[at]!));
      expect(new Set(steps)).toEqual(new Set([3_600_000]));
      const days = moments.map((each) => shown(Date.parse(each), 'Europe/Berlin').slice(0, 10));
      expect(days.filter((day) => day === days[0])).toHaveLength(hours);
    }
  });

  test('of a month’s last days is due in each month, once', () => {
    expect(
      due(
        { frequency: 'monthly', time: '03:00', dayOfMonth: 31 },
        'UTC',
        '2028-01-15T00:00:00Z',
        5,
      ),
    ).toEqual([
      '2028-01-31T03:00Z',
      '2028-02-29T03:00Z',
      '2028-03-31T03:00Z',
      '2028-04-30T03:00Z',
      '2028-05-31T03:00Z',
    ]);
    expect(due(cron('0 3 29-31 2 *'), 'UTC', '2026-01-01T00:00:00Z', 3)).toEqual([
      '2026-02-28T03:00Z',
      '2027-02-28T03:00Z',
      '2028-02-29T03:00Z',
    ]);
  });

  test('of weekdays', () => {
    const timing: ScheduleTiming = { frequency: 'weekly', time: '22:30', weekdays: [1, 5] };
    expect(due(timing, 'America/New_York', '2026-11-26T12:00:00Z', 3)).toEqual([
      '2026-11-28T03:30Z',
      '2026-12-01T03:30Z',
      '2026-12-05T03:30Z',
    ]);
  });

  test('with day and weekday is due where both fit', () => {
    expect(due(cron('0 0 13 * 5'), 'UTC', '2026-01-01T00:00:00Z', 3)).toEqual([
      '2026-02-13T00:00Z',
      '2026-03-13T00:00Z',
      '2026-11-13T00:00Z',
    ]);
  });

  test('that is never due says so', () => {
    expect(nextDue(dueRule(cron('0 0 15 2 3#5')), 'UTC', Date.parse('2026-01-01'))).toBeNull();
  });

  test('in the hours that clocks leave out is due once, however often it would have been', () => {
    expect(due(cron('*/10 2 * * *'), 'Europe/Berlin', '2026-03-28T12:00:00Z', 3)).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-30T00:00Z',
      '2026-03-30T00:10Z',
    ]);
  });
});

test('moments come in their order, later than asked for, and where the rule says, by ICU and node-cron', () => {
  const number = (min: number, max: number) => fc.integer({ min, max }).map(String);
  const field = (min: number, max: number) =>
    fc.oneof(
      fc.constant('*'),
      number(min, max),
      fc.integer({ min: 2, max: 9 }).map((step) => `*/${String(step)}`),
      fc.tuple(number(min, max), number(min, max)).map((pair) => pair.join(',')),
    );
  const expression = fc
    .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
    .map((fields) => fields.join(' '));
  const zones = fc.constantFrom(
    ...['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca'],
  );
  const moment = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2035-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(expression, zones, moment, (text, zone, from) => {
      const { cron: parsed } = scheduleTimingSchema.parse(cron(text)) as { cron: string };
      const task = nodeCron.createTask(parsed, () => undefined, { timezone: 'UTC' });
      let last = from.getTime();
      let seen = 0;
      for (const at of dueTimes(dueRule(cron(parsed)), zone, last)) {
        expect(at).toBeGreaterThan(last);
        const clock = shown(at, zone);
        const fits = task.match(new Date(`${clock.replace(' ', 'T')}:00Z`));
        // Only what was moved behind a gap is not at its own time: a minute before, clocks showed another hour.
        const moved =
          Math.abs(
            Date.parse(`${clock.replace(' ', 'T')}:00Z`) -
              Date.parse(`${shown(at - 60_000, zone).replace(' ', 'T')}:00Z`),
          ) !== 60_000;
        expect({ text, zone, clock, ok: fits || moved }).toEqual({ text, zone, clock, ok: true });
        last = at;
        seen += 1;
        if (seen === 5) break;
      }
    }),
    { numRuns: 200 },
  );
});
