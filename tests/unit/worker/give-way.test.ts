import { availableParallelism } from 'node:os';
import { giveWay, setSiteIsBusy, shareWithServer } from '../../../server/src/give-way';

const BUDGET = Math.max(0.5, availableParallelism() / 2 - 0.25);

/** Works in small pieces until so much work is done. @returns cores that it took */
async function coresTaken(workMs: number): Promise<number> {
  const begin = process.cpuUsage();
  const from = performance.now();
  for (let done = 0; done < workMs; done += 10) {
    const until = performance.now() + 10;
    while (performance.now() < until);
    await giveWay();
  }
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000 / (performance.now() - from);
}

test('one long call is not paid for afterwards', async () => {
  setSiteIsBusy(true);
  const until = performance.now() + 1_500;
  while (performance.now() < until);
  const begin = performance.now();
  for (let n = 0; n < 10; n += 1) await giveWay();
  setSiteIsBusy(false);
  expect(performance.now() - begin).toBeLessThan(300);
});

test('beside a busy site no more than its share is taken, beside one at rest all there is', async () => {
  setSiteIsBusy(true);
  expect(await coresTaken(1_000)).toBeLessThan(BUDGET + 0.15);
  setSiteIsBusy(false);
  const begin = performance.now();
  await coresTaken(500);
  expect(performance.now() - begin).toBeLessThan(2_000);
});

test('beside a server on the same machine it takes less, since that one works for it', async () => {
  shareWithServer();
  setSiteIsBusy(true);
  expect(await coresTaken(1_000)).toBeLessThan((BUDGET * 2) / 3 + 0.15);
  setSiteIsBusy(false);
});
