import { withinReach } from '../../../server/src/copies/within-reach';

test('a disk that answers is asked as often as one likes', async () => {
  expect(await Promise.all([withinReach(async () => 1), withinReach(async () => 2)])).toEqual([
    1, 2,
  ]);
  await expect(withinReach(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('a disk that does not answer keeps nobody waiting, and is not asked again before it does', async () => {
  let answer: () => void = () => undefined;
  const asked: string[] = [];
  const hanging = withinReach(async (signal) => {
    asked.push('first');
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    signal.throwIfAborted();
    asked.push('what nobody waits for any more');
  }, 20);
  await expect(hanging).rejects.toMatchObject({ code: 'STORAGE_UNREACHABLE' });
  await expect(withinReach(async () => asked.push('second'))).rejects.toMatchObject({
    code: 'STORAGE_UNREACHABLE',
  });
  answer();
  await new Promise(setImmediate);
  await withinReach(async () => asked.push('third'));
  expect(asked).toEqual(['first', 'third']);
});
