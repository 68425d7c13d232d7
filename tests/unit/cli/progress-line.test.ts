import { progressLine, progressText } from '../../../server/src/cli/progress/progress-line';

const PROGRESS = {
  step: 'archive',
  percent: 45.6,
  bytesDone: 1_234_567,
  bytesTotal: 30_000_000,
  throughput: 12_000_000,
  secondsLeft: 83,
};

test('a line says what is done, how far it is, how fast, and how long it takes', () => {
  expect(progressLine(PROGRESS, 120)).toBe(
    `Writing the archive      ${'█'.repeat(14)}${'░'.repeat(16)}  45 %  1.2 MB of 30 MB  12 MB/s  1 min 23 s left`,
  );
});

test.each([120, 100, 80, 60, 40, 20, 8, 1])('it fits into %i columns', (width) => {
  expect(progressLine(PROGRESS, width).length).toBeLessThan(Math.max(width, 1));
});

test('what is not known is left out', () => {
  const unknown = { ...PROGRESS, bytesTotal: 0, throughput: null, secondsLeft: null };
  expect(progressLine(unknown, 80)).toMatch(/^Writing the archive {6}█+░+ {2}45 %$/);
  expect(progressText(unknown)).toBe(' 45 %  Writing the archive');
});
