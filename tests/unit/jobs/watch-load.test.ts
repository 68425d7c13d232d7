import { setTimeout as wait } from 'node:timers/promises';
import { watchLoad } from '../../../server/src/jobs/watch-load';

test('a process that has much to do is busy, until it has had a while at rest', async () => {
  const told: boolean[] = [];
  const work = { going: true };
  let stop = (): void => undefined;
  const atRest = new Promise<void>((resolve) => {
    stop = watchLoad((busy) => {
      told.push(busy);
      work.going = false;
      if (!busy) resolve();
    });
  });
  while (work.going) {
    const until = Date.now() + 30;
    while (Date.now() < until);
    await wait(10);
  }
  await atRest;
  stop();
  expect(told).toEqual([true, false]);
}, 30_000);
