const SLASH = 0x2f;

/**
 * The order of paths inside a group: by bytes, with `/` below every other byte, so that a folder's
 * content stands together and right behind the place where a file of its name would be.
 *
 * @returns negative, 0 or positive, as for `Array.sort`
 */
export function compareEntryPaths(left: Buffer, right: Buffer): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left[at];
    const b = right[at];
    if (a === b || a === undefined || b === undefined) continue;
    if (a === SLASH) return -1;
    if (b === SLASH) return 1;
    return a - b;
  }
  return left.length - right.length;
}
