/** Of gzip: from fast to small. */
export const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The key of its text, which takes the level. */
export function levelKey(level: (typeof LEVELS)[number]) {
  if (level === 1) return 'backup.level.fastest';
  return level === 9 ? 'backup.level.smallest' : 'backup.level.between';
}
