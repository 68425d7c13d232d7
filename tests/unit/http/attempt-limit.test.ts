import { AttemptLimit } from '../../../server/src/http/attempt-limit';

describe('AttemptLimit', () => {
  let now = 0;

  beforeEach(() => {
    now = 1_000_000;
  });

  function attempts(limit: AttemptLimit, who: number, times: number): void {
    for (let count = 0; count < times; count += 1) limit.begin(who);
  }

  test('so many in a stretch of time, then none until the first of them is long enough ago', () => {
    const limit = new AttemptLimit(3, 60_000, () => now);
    attempts(limit, 1, 2);
    now += 20_000;
    limit.begin(1);
    expect(refusal(limit, 1)).toMatchObject({ code: 'RATE_LIMITED', detail: { retryAfter: '40' } });
    now += 39_999;
    expect(refusal(limit, 1)).toMatchObject({ code: 'RATE_LIMITED' });
    now += 1;
    attempts(limit, 1, 2);
    expect(refusal(limit, 1)).toMatchObject({ code: 'RATE_LIMITED' });
  });

  test('being refused does not prolong the wait', () => {
    const limit = new AttemptLimit(1, 60_000, () => now);
    limit.begin(1);
    for (let count = 0; count < 10; count += 1) {
      now += 5_000;
      expect(refusal(limit, 1)).toMatchObject({ code: 'RATE_LIMITED' });
    }
    now += 10_000;
    limit.begin(1);
  });

  test('people do not count for each other, and a right attempt clears the count', () => {
    const limit = new AttemptLimit(2, 60_000, () => now);
    attempts(limit, 1, 2);
    attempts(limit, 2, 2);
    limit.forget(1);
    attempts(limit, 1, 2);
    expect(refusal(limit, 2)).toMatchObject({ code: 'RATE_LIMITED' });
  });
});

function refusal(limit: AttemptLimit, who: number): unknown {
  try {
    limit.begin(who);
    return null;
  } catch (error) {
    return error;
  }
}
