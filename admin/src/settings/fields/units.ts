import type { UnitName } from '../../language/use-formats';

export interface Unit {
  name: UnitName;
  /** How much of what is stored one of it is. */
  size: number;
}

/** Smallest first. */
export type Units = readonly [Unit, ...Unit[]];

/** Bytes are stored. */
export const SIZES: Units = [
  { name: 'megabyte', size: 1e6 },
  { name: 'gigabyte', size: 1e9 },
  { name: 'terabyte', size: 1e12 },
];

/** Hours are stored. */
export const HOURS: Units = [
  { name: 'hour', size: 1 },
  { name: 'day', size: 24 },
];

/** Minutes are stored. */
export const MINUTES: Units = [
  { name: 'minute', size: 1 },
  { name: 'hour', size: 60 },
];

/**
 * The unit in which people would say a value: the largest that it has a whole number of, or one and a half, else the
 * largest that is not larger than it.
 *
 * @param value null: nobody has said one yet
 */
export function fittingUnit(units: Units, value: number | null): Unit {
  if (value === null) return units.find(({ name }) => name === 'gigabyte') ?? units[0];
  const largestFirst = [...units].reverse();
  return (
    largestFirst.find(({ size }) => value >= size && (2 * value) % size === 0) ??
    largestFirst.find(({ size }) => value >= size) ??
    units[0]
  );
}
