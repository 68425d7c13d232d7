import fc from 'fast-check';
import { parseRange } from '../../../server/src/http/download/parse-range';

describe('parseRange', () => {
  test.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=95-', { start: 95, end: 99 }],
    ['bytes=-5', { start: 95, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
    ['BYTES= 5-6 ', { start: 5, end: 6 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=0x1-5', null],
    ['bytes=1e1-50', null],
    ['bytes=99999999999999999999-', null],
    ['', null],
  ])('%j of 100 bytes', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });

  test('whatever comes in, a range lies inside of the file', () => {
    const number = fc.oneof(fc.nat(), fc.nat(200), fc.constant(''));
    const header = fc.oneof(
      fc.tuple(number, number).map(([from, to]) => `bytes=${String(from)}-${String(to)}`),
      fc.string(),
    );
    fc.assert(
      fc.property(header, fc.nat(150), (text, size) => {
        const range = parseRange(text, size);
        if (range === null || range === 'unsatisfiable') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});
