/** A string literal for a session without NO_BACKSLASH_ESCAPES, as all of ours are. */
export function sqlString(value: string): string {
  return `'${Array.from(value, (char) => ESCAPES.get(char) ?? char).join('')}'`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\x1a', '\\Z'],
  ["'", "\\'"],
  ['\\', '\\\\'],
]);
