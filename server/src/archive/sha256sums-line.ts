const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [BACKSLASH, '\\\\'],
  [NEWLINE, '\\n'],
  [RETURN, '\\r'],
]);

/**
 * One line of SHA256SUMS, with the newline, as GNU `sha256sum` writes it: names that would break
 * the line are escaped, and a backslash in front says so.
 *
 * @param sha256 64 hex digits
 * @param path the entry's name
 */
export function sha256sumsLine(sha256: string, path: Buffer): Buffer {
  const escaped = escapeName(path);
  const prefix = escaped === path ? '' : '\\';
  return Buffer.concat([Buffer.from(`${prefix}${sha256}  `), escaped, Buffer.from('\n')]);
}

function escapeName(path: Buffer): Buffer {
  if (![...ESCAPES.keys()].some((byte) => path.includes(byte))) return path;
  const parts = [...path].map((byte) => {
    const escape = ESCAPES.get(byte);
    return escape === undefined ? Buffer.of(byte) : Buffer.from(escape);
  });
  return Buffer.concat(parts);
}
