export interface SeededRandom {
  /** From 0 up to, but not including, 1. */
  next: () => number;
  /** `count` different entries of a list, in its order. */
  sample: <T>(list: readonly T[], count: number) => T[];
}

/**
 * Chance that can be had again: the same seed gives the same numbers (mulberry32).
 *
 * @param seed a whole number
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    sample: (list, count) => {
      const order = list.map((entry, index) => ({ entry, index, rank: next() }));
      return order
        .sort((a, b) => a.rank - b.rank)
        .slice(0, count)
        .sort((a, b) => a.index - b.index)
        .map(({ entry }) => entry);
    },
  };
}
