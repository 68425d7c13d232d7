/**
 * Daily schedules around the days on which clocks change, written out by hand from the IANA rules: the moment in UTC
 * of each of the next runs.
 */
export interface ClockChange {
  readonly zone: string;
  readonly what: string;
  readonly after: string;
  readonly time: string;
  readonly due: readonly string[];
}

const change = (
  zone: string,
  what: string,
  time: string,
  after: string,
  ...due: string[]
): ClockChange => ({ zone, what, time, after, due });

export const CHANGES: readonly ClockChange[] = [
  // 29 March 2026, 02:00 CET becomes 03:00 CEST at 01:00 UTC; 25 October, 03:00 CEST becomes 02:00 CET at 01:00 UTC.
  change(
    'Europe/Berlin',
    'spring, in the gap',
    '02:30',
    '2026-03-28T12:00Z',
    '2026-03-29T01:00Z',
    '2026-03-30T00:30Z',
  ),
  change(
    'Europe/Berlin',
    'spring, at its end',
    '03:00',
    '2026-03-28T12:00Z',
    '2026-03-29T01:00Z',
    '2026-03-30T01:00Z',
  ),
  change(
    'Europe/Berlin',
    'autumn, shown twice',
    '02:30',
    '2026-10-24T12:00Z',
    '2026-10-25T00:30Z',
    '2026-10-26T01:30Z',
  ),
  change(
    'Europe/Berlin',
    'autumn, after it',
    '03:00',
    '2026-10-24T12:00Z',
    '2026-10-25T02:00Z',
    '2026-10-26T02:00Z',
  ),
  // The same moments, an hour earlier on the clock.
  change(
    'Europe/London',
    'spring, in the gap',
    '01:15',
    '2026-03-28T12:00Z',
    '2026-03-29T01:00Z',
    '2026-03-30T00:15Z',
  ),
  change(
    'Europe/London',
    'autumn, shown twice',
    '01:15',
    '2026-10-24T12:00Z',
    '2026-10-25T00:15Z',
    '2026-10-26T01:15Z',
  ),
  // 8 March 2026, 02:00 EST becomes 03:00 EDT at 07:00 UTC; 1 November, 02:00 EDT becomes 01:00 EST at 06:00 UTC.
  change(
    'America/New_York',
    'spring, in the gap',
    '02:00',
    '2026-03-07T12:00Z',
    '2026-03-08T07:00Z',
    '2026-03-09T06:00Z',
  ),
  change(
    'America/New_York',
    'autumn, shown twice',
    '01:30',
    '2026-10-31T12:00Z',
    '2026-11-01T05:30Z',
    '2026-11-02T06:30Z',
  ),
  // Arizona keeps its time.
  change(
    'America/Phoenix',
    'spring elsewhere',
    '02:30',
    '2026-03-07T12:00Z',
    '2026-03-08T09:30Z',
    '2026-03-09T09:30Z',
  ),
  change(
    'America/Phoenix',
    'autumn elsewhere',
    '01:30',
    '2026-10-31T12:00Z',
    '2026-11-01T08:30Z',
    '2026-11-02T08:30Z',
  ),
  // Half an hour from the full hour: gap at 05:30 UTC, twice at 04:30 UTC.
  change(
    'America/St_Johns',
    'spring, in the gap',
    '02:45',
    '2026-03-07T12:00Z',
    '2026-03-08T05:30Z',
    '2026-03-09T05:15Z',
  ),
  change(
    'America/St_Johns',
    'autumn, shown twice',
    '01:45',
    '2026-10-31T12:00Z',
    '2026-11-01T04:15Z',
    '2026-11-02T05:15Z',
  ),
  // Half an hour is what changes: 4 October 2026, 02:00 (+10:30) becomes 02:30 (+11); 5 April 2026, 02:00 (+11) becomes 01:30.
  change(
    'Australia/Lord_Howe',
    'spring, in the gap',
    '02:10',
    '2026-10-03T12:00Z',
    '2026-10-03T15:30Z',
    '2026-10-04T15:10Z',
  ),
  change(
    'Australia/Lord_Howe',
    'autumn, shown twice',
    '01:45',
    '2026-04-04T12:00Z',
    '2026-04-04T14:45Z',
    '2026-04-05T15:15Z',
  ),
  // The south: 4 October 2026, 02:00 becomes 03:00 at 16:00 UTC; 5 April, 03:00 becomes 02:00 at 16:00 UTC.
  change(
    'Australia/Sydney',
    'spring, in the gap',
    '02:30',
    '2026-10-03T12:00Z',
    '2026-10-03T16:00Z',
    '2026-10-04T15:30Z',
  ),
  change(
    'Australia/Sydney',
    'autumn, shown twice',
    '02:30',
    '2026-04-04T12:00Z',
    '2026-04-04T15:30Z',
    '2026-04-05T16:30Z',
  ),
  // 27 September 2026, 02:45 becomes 03:45 at 14:00 UTC; 5 April, 03:45 becomes 02:45 at 14:00 UTC.
  change(
    'Pacific/Chatham',
    'spring, in the gap',
    '03:00',
    '2026-09-26T12:00Z',
    '2026-09-26T14:00Z',
    '2026-09-27T13:15Z',
  ),
  change(
    'Pacific/Chatham',
    'autumn, shown twice',
    '03:00',
    '2026-04-04T12:00Z',
    '2026-04-04T13:15Z',
    '2026-04-05T14:15Z',
  ),
  // Midnight is what is left out: 6 September 2026, 24:00 becomes 01:00 at 04:00 UTC; 4 April, 24:00 becomes 23:00 at 03:00 UTC.
  change(
    'America/Santiago',
    'spring, in the gap',
    '00:30',
    '2026-09-05T12:00Z',
    '2026-09-06T04:00Z',
    '2026-09-07T03:30Z',
  ),
  change(
    'America/Santiago',
    'autumn, shown twice',
    '23:30',
    '2026-04-03T12:00Z',
    '2026-04-04T02:30Z',
    '2026-04-05T02:30Z',
    '2026-04-06T03:30Z',
  ),
  // 24 April 2026 (a Friday) at 00:00 becomes 01:00; 30 October 2026 at 24:00 (+03) becomes 23:00 (+02).
  change(
    'Africa/Cairo',
    'spring, in the gap',
    '00:15',
    '2026-04-23T12:00Z',
    '2026-04-23T22:00Z',
    '2026-04-24T21:15Z',
  ),
  change(
    'Africa/Cairo',
    'autumn, shown twice',
    '23:15',
    '2026-10-28T12:00Z',
    '2026-10-28T20:15Z',
    '2026-10-29T20:15Z',
    '2026-10-30T21:15Z',
  ),
  // 27 March 2026 (a Friday), 02:00 becomes 03:00 at 00:00 UTC; 25 October, 02:00 becomes 01:00 at 23:00 UTC.
  change(
    'Asia/Jerusalem',
    'spring, in the gap',
    '02:30',
    '2026-03-26T12:00Z',
    '2026-03-27T00:00Z',
    '2026-03-27T23:30Z',
  ),
  change(
    'Asia/Jerusalem',
    'autumn, shown twice',
    '01:30',
    '2026-10-24T12:00Z',
    '2026-10-24T22:30Z',
    '2026-10-25T23:30Z',
  ),
  // No change at all, and an odd distance from UTC.
  change(
    'Asia/Kathmandu',
    'always',
    '02:30',
    '2026-03-28T12:00Z',
    '2026-03-28T20:45Z',
    '2026-03-29T20:45Z',
  ),
  // A day that a place has left out: there was no 30 December 2011 in Samoa.
  change(
    'Pacific/Apia',
    'without a day',
    '12:00',
    '2011-12-29T12:00Z',
    '2011-12-29T22:00Z',
    '2011-12-30T10:00Z',
    '2011-12-30T22:00Z',
  ),
];
