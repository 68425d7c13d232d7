import fc from 'fast-check';
import type { Progress } from '../../../server/src/progress';
import { paceProgress } from '../../../server/src/worker/pace-progress';

interface Report {
  readonly at: number;
  readonly step: string | undefined;
  readonly progress: Progress;
}

/** What of these reports is sent, with the time of each. */
function sent(reports: readonly Report[]) {
  const out: { at: number; step: string | null; progress: Progress }[] = [];
  let at = 0;
  const report = paceProgress(
    (progress, step) => {
      out.push({ at, step, progress });
    },
    () => at,
  );
  for (const each of reports) {
    at = each.at;
    report(each.progress, each.step);
  }
  return out;
}

test('a report for each of 200,000 files in a second makes ten messages', () => {
  const reports = Array.from({ length: 200_000 }, (_, done) => ({
    at: done / 200,
    step: 'archive',
    progress: { done, total: 200_000 },
  }));
  expect(sent(reports)).toHaveLength(10);
});

test('a step is told at once, and so is a file to be watched', () => {
  const reports = [
    { at: 0, step: 'snapshot', progress: { done: 0, total: 0 } },
    { at: 1, step: 'snapshot', progress: { done: 0, total: 9, watch: 'snapshot.sqlite' } },
    { at: 2, step: 'archive', progress: { done: 0, total: 9 } },
    { at: 3, step: undefined, progress: { done: 1, total: 9 } },
    { at: 4, step: 'publish', progress: { done: 0, total: 0 } },
  ];
  expect(sent(reports).map(({ at }) => at)).toEqual([0, 1, 2, 4]);
});

test('steps come in their order, none is lost, and what is not a new step keeps its distance', () => {
  const report = fc.record({
    wait: fc.integer({ min: 0, max: 150 }),
    step: fc.constantFrom('plan', 'archive', 'verify', undefined),
    done: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(report), (drawn) => {
      let at = 0;
      const reports = drawn.map(({ wait, step, done }) => {
        at += wait;
        return { at, step, progress: { done, total: 0 } };
      });
      const out = sent(reports);
      const steps = (all: readonly { step: string | null | undefined }[]) =>
        all
          .map(({ step }) => step ?? null)
          .filter((step): step is string => step !== null)
          .filter((step, index, named) => step !== named[index - 1]);
      expect(steps(out)).toEqual(steps(reports));
      let last: (typeof out)[number] | null = null;
      let current: string | null = null;
      for (const each of out) {
        const isNewStep = each.step !== null && each.step !== current;
        if (last !== null && !isNewStep) expect(each.at - last.at).toBeGreaterThanOrEqual(100);
        current = each.step ?? current;
        last = each;
      }
    }),
  );
});
